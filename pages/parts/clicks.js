// Tells the server which button of our own HTML was clicked; see clicks.py.

export default function ({ setTriggerValue }) {
  const tell = ({ target }) => {
    const button = target.closest?.("[data-klick]");
    if (button) setTriggerValue("name", button.dataset.klick);
  };
  document.addEventListener("click", tell);
  return () => document.removeEventListener("click", tell);
}
