// The picture buttons of a chart: drawn in the reader's own browser, so that the server needs none.
// Plotly is the one of the Python package, fetched from this server at the first click. The PDF is written here from the
// finished SVG (paths, rectangles and text, all vector), because Plotly makes none.

export default function ({ data, parentElement }) {
  const say = parentElement.querySelector("[role=status]");
  const make = async ({ format, width, height, scale, ending }) => {
    say.textContent = "Das Bild wird erstellt …";
    try {
      const blob = await picture(data.figures[height], data, format, Number(width), Number(height), Number(scale));
      save(blob, data.filename + ending);
      say.textContent = "Gespeichert.";
    } catch (error) {
      console.error(error);
      say.textContent = "Das Bild ließ sich nicht erstellen. Bitte die Seite neu laden und noch einmal versuchen.";
    }
  };
  for (const button of parentElement.querySelectorAll("button")) {
    button.hidden = Boolean(data.wanted);
    button.onclick = () => make(button.dataset);
  }
  if (data.wanted && window.bilanzSaved !== data.number) {  // asked for with a click under the chart: once, however often this is drawn
    window.bilanzSaved = data.number;
    make(parentElement.querySelector(data.wanted).dataset);
  }
}

async function picture(figure, texts, format, width, height, scale) {
  const Plotly = await plotly(texts.plotly);
  const drawn = structuredClone(figure);
  const size = { width, height, scale: format === "png" ? scale : 1, format: format === "png" ? "png" : "svg" };
  const url = await Plotly.toImage({ ...drawn, config: { showSendToCloud: false } }, size);
  if (format === "png") return (await fetch(url)).blob();
  const svg = describe(decodeURIComponent(url.slice(url.indexOf(",") + 1)), texts);
  return format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : new Blob([pdf(svg, width, height, texts.title)], { type: "application/pdf" });
}

function plotly(path) {
  window.bilanzPlotly ??= new Promise((done, failed) => {
    const root = document.querySelector('script[src*="static/js/"]').src.split("static/js/")[0];
    const script = document.createElement("script");
    script.src = root + path;
    script.onload = () => done(window.Plotly);
    script.onerror = () => { window.bilanzPlotly = undefined; failed(new Error(`not found: ${script.src}`)); };
    document.head.append(script);
  });
  return window.bilanzPlotly;
}

function describe(svg, { title, alt }) {
  const id = svg.match(/id="defs-([0-9a-f]{6})"/);
  if (id) svg = svg.replaceAll(new RegExp(`(defs-|clip|legend)${id[1]}`, "g"), "$10");
  const safe = (text) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
  return svg.replace(/^(<svg\b[^>]*)>/, (_, head) => `${head} role="img" lang="de"><title>${safe(title)}</title><desc>${safe(alt)}</desc>`);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// ---------------------------------------------------------------- SVG to PDF

function pdf(source, width, height, title) {
  const stage = document.createElement("div");  // measured by the browser, seen by nobody
  stage.style.cssText = "position:fixed;left:-10000px;top:0;visibility:hidden";
  stage.setAttribute("aria-hidden", "true");
  stage.innerHTML = source;
  document.body.append(stage);
  try {
    const parts = [...stage.firstElementChild.querySelectorAll("path, rect, text")].filter((el) => !el.closest("defs, clipPath"));
    const content = parts.map((el) => (el.tagName === "text" ? written(el) : painted(el))).join("");
    return document_(`0.75 0 0 -0.75 0 ${n(height * 0.75)} cm\n${content}`, width * 0.75, height * 0.75, title);
  } finally {
    stage.remove();
  }
}

function painted(el) {
  const style = getComputedStyle(el);
  const fill = shows(el, style.fill, style.fillOpacity) && style.fill;
  const width = parseFloat(style.strokeWidth);
  const stroke = width > 0 && shows(el, style.stroke, style.strokeOpacity) && style.stroke;
  if (!fill && !stroke) return "";
  const outline = el.tagName === "rect" ? box(el) : path(el);
  if (!outline) return "";
  const dash = style.strokeDasharray === "none" ? "" : style.strokeDasharray.split(",").map((v) => n(parseFloat(v))).join(" ");
  const pen = stroke ? `${colour(stroke)} RG ${n(width)} w [${dash}] 0 d ` : "";
  return `q ${matrix(el.getCTM())} cm ${fill ? `${colour(fill)} rg ` : ""}${pen}${outline}${fill && stroke ? "B" : fill ? "f" : "S"} Q\n`;
}

function shows(el, paint, opacity) {
  if (!paint || paint === "none" || /rgba\(.*, 0\)/.test(paint)) return false;
  let seen = parseFloat(opacity);
  for (let at = el; at?.style; at = at.parentElement) seen *= parseFloat(getComputedStyle(at).opacity);
  return seen > 0.05;
}

function box(el) {
  const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => el[name].baseVal.value);
  return w && h ? `${n(x)} ${n(y)} ${n(w)} ${n(h)} re ` : "";
}

function path(el) {
  const d = el.getAttribute("d") || "";
  if (/[acqst]/i.test(d)) {  // round shapes: close enough as 64 corners
    const length = el.getTotalLength();
    const points = Array.from({ length: 65 }, (_, i) => el.getPointAtLength((length * i) / 64));
    return points.map((p, i) => `${n(p.x)} ${n(p.y)} ${i ? "l" : "m"} `).join("") + (/z/i.test(d) ? "h " : "");
  }
  let [x, y, x0, y0] = [0, 0, 0, 0];
  let out = "";
  for (const [, command, rest] of d.matchAll(/([MLHVZ])([^MLHVZ]*)/gi)) {
    const numbers = (rest.match(/-?[\d.]+(?:e-?\d+)?/gi) || []).map(Number);
    const [kind, relative] = [command.toUpperCase(), command !== command.toUpperCase()];
    if (kind === "Z") { out += "h "; [x, y] = [x0, y0]; }
    for (let i = 0; i < numbers.length; i += kind === "H" || kind === "V" ? 1 : 2) {
      if (kind === "H") x = numbers[i] + (relative ? x : 0);
      else if (kind === "V") y = numbers[i] + (relative ? y : 0);
      else [x, y] = [numbers[i] + (relative ? x : 0), numbers[i + 1] + (relative ? y : 0)];
      const start = kind === "M" && i === 0;
      if (start) [x0, y0] = [x, y];
      out += `${n(x)} ${n(y)} ${start ? "m" : "l"} `;
    }
  }
  return out;
}

function written(text) {
  const m = text.getCTM();
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let out = "";
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const style = getComputedStyle(node.parentElement);
    const size = parseFloat(style.fontSize);
    const bold = parseInt(style.fontWeight, 10) >= 600;
    if (shows(node.parentElement, style.fill, style.fillOpacity)) {
      for (const run of node.data.matchAll(/[■●○]|[^■●○]+/g)) {
        const start = text.getStartPositionOfChar(at + run.index);
        const sign = "■●○".indexOf(run[0]);
        const font = sign >= 0 ? "F3" : bold ? "F2" : "F1";
        const place = new DOMPoint(start.x, start.y).matrixTransform(m);
        const shape = [m.a, m.b, -m.c, -m.d, place.x, place.y].map(n).join(" ");
        out += `BT ${colour(style.fill)} rg /${font} ${n(sign >= 0 ? size * 0.75 : size)} Tf ${shape} Tm (${sign >= 0 ? "nlm"[sign] : ansi(run[0])}) Tj ET\n`;
      }
    }
    at += node.data.length;
  }
  return out;
}

const ANSI = { "€": 128, "‚": 130, "„": 132, "…": 133, "‘": 145, "’": 146, "“": 147, "”": 148, "•": 149, "–": 150, "—": 151, "‒": 150, "−": 150, "\u00a0": 32, "\u202f": 32 };

function ansi(text) {  // what the standard fonts of PDF can write; other letters lose their accent
  let out = "";
  for (const c of text) {
    let code = ANSI[c] ?? c.codePointAt(0);
    if (code > 255) code = c.normalize("NFD").codePointAt(0);
    const letter = String.fromCharCode(code < 256 ? code : 63);
    out += "()\\".includes(letter) ? `\\${letter}` : letter;
  }
  return out;
}

const n = (value) => String(Math.round(value * 1000) / 1000);
const matrix = (m) => [m.a, m.b, m.c, m.d, m.e, m.f].map(n).join(" ");
const colour = (css) => css.match(/[\d.]+/g).slice(0, 3).map((v) => n(v / 255)).join(" ");

function document_(content, width, height, title) {
  const name = [..."\ufeff" + title].map((c) => c.codePointAt(0).toString(16).padStart(4, "0")).join("");
  const font = (base, encoding = " /Encoding /WinAnsiEncoding") => `<< /Type /Font /Subtype /Type1 /BaseFont /${base}${encoding} >>`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (de-DE) /ViewerPreferences << /DisplayDocTitle true >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${n(width)} ${n(height)}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font("Helvetica"), font("Helvetica-Bold"), font("ZapfDingbats", ""),
    `<< /Title <${name}> >>`,
  ];
  let out = "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n";
  const offsets = objects.map((object, i) => { const at = out.length; out += `${i + 1} 0 obj\n${object}\nendobj\n`; return at; });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 8 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(out, (c) => c.charCodeAt(0));
}
