const events = document.querySelector("#events");
const names = ["load", "done", "snooze", "undo", "open", "error"].map((name) => `follow-up-${name}`);

for (const panel of document.querySelectorAll("follow-up-panel")) {
  // Asked at the start, and again when a token has expired.
  panel.tokenProvider = async () => {
    const response = await fetch("/token");
    if (!response.ok) throw new Error(`No token: ${response.status}`);
    return (await response.json()).token;
  };
  for (const name of names) {
    panel.addEventListener(name, ({ type, detail }) => {
      const line = document.createElement("li");
      line.textContent = `${type} ${JSON.stringify(detail)}`.slice(0, 300);
      events.prepend(line);
    });
  }
}
