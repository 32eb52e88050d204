/** Words that the server has not confirmed yet, kept in this browser until it has. */

export class Drafts {
  constructor(user, sheet) {
    this.prefix = `translations.draft.${user}.${sheet}.`;
  }

  keep(row, draft) {
    try {
      localStorage.setItem(this.prefix + row, JSON.stringify(draft));
    } catch {
      // Without storage, the warning before leaving is what is left.
    }
  }

  drop(row) {
    try {
      localStorage.removeItem(this.prefix + row);
    } catch {
      // Nothing was kept then.
    }
  }

  /** `[row, {text, version, saved}]` of all that is kept. */
  all() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => [key.slice(this.prefix.length), JSON.parse(localStorage.getItem(key))]);
    } catch {
      return [];
    }
  }
}
