/** The page as it would look, beside the list; it follows what is saved and the chosen text. */

const AFTER = 800; // milliseconds after a save
const SHORTEST = 4; // characters by which a sentence is looked for

export class Preview {
  constructor(root, side, sentences) {
    this.root = root;
    this.side = side;
    this.button = root.querySelector('[data-act="preview"]');
    this.sentences = sentences;
  }

  get open() {
    return Boolean(this.frame);
  }

  openTab() {
    if (this.button) window.open(this.button.href, this.button.target);
  }

  toggle(text) {
    if (!this.button) return;
    if (this.open) {
      this.box.remove();
      this.frame = null;
    } else this.show(text);
    this.root.classList.toggle("bench--preview", this.open);
    this.button.setAttribute("aria-expanded", String(this.open));
  }

  show(text) {
    this.box = document.createElement("section");
    this.box.className = "preview";
    this.frame = document.createElement("iframe");
    this.frame.className = "preview__frame";
    this.frame.title = this.sentences.preview;
    this.frame.src = this.button.href;
    this.text = text;
    this.frame.addEventListener("load", () => {
      this.frame.contentWindow?.scrollTo(0, this.scroll ?? 0);
      this.follow(this.text);
    });
    this.box.append(this.frame);
    this.side.prepend(this.box);
  }

  refresh() {
    if (!this.open) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.scroll = this.frame?.contentWindow?.scrollY;
      this.frame?.contentWindow?.location.reload();
    }, AFTER);
  }

  /** Shows where `text` stands on the page, if it stands there. */
  follow(text = "") {
    this.text = text;
    const page = this.frame?.contentDocument;
    if (!page?.body) return;
    if (this.marked) this.marked.style.outline = "";
    const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const sought = words(new DOMParser().parseFromString(text, "text/html").body);
    if (sought.length < SHORTEST) return;
    const found = [...page.body.querySelectorAll("h1, h2, h3, h4, p, li, td, th, blockquote, figcaption")];
    this.marked = found.find((element) => words(element) === sought) ?? found.find((element) => words(element).includes(sought));
    if (!this.marked) return;
    this.marked.style.outline = "3px solid #e3a008";
    this.marked.scrollIntoView({ block: "center" });
  }
}
