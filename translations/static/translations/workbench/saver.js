/**
 * Sends what translators do, one act after the other, and does not give up: without a connection
 * it waits and tries again. What was typed since is in the next act.
 */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

export class Saver {
  /** `tell(state)`: "saving", "saved", "offline" or "refused". */
  constructor(url, tell) {
    this.url = url;
    this.tell = tell;
    this.jobs = [];
    this.running = false;
    this.wait = FIRST_WAIT;
    addEventListener("online", () => this.retry());
  }

  get idle() {
    return this.jobs.length === 0;
  }

  /** Do `act` on `row`; what it holds is asked for when it is sent. */
  add(row, act) {
    const waiting = this.jobs.find((job) => job.row === row && !job.sent);
    if (waiting && (waiting.act === act || act === "save")) return;
    if (waiting?.act === "save") waiting.act = act;
    else this.jobs.push({ row, act, sent: false });
    this.run();
  }

  retry() {
    this.wait = FIRST_WAIT;
    this.wake?.();
    this.run();
  }

  async run() {
    if (this.running) return;
    this.running = true;
    while (this.jobs.length) {
      const [job] = this.jobs;
      this.tell("saving");
      const entry = job.row.entry(job.act);
      job.sent = true;
      const answer = entry ? await this.send(entry) : undefined;
      if (answer === null) {
        job.sent = false;
        this.tell("offline");
        await this.pause();
      } else if (answer && answer.refused) {
        job.sent = false;
        this.tell("refused");
        break;
      } else {
        this.jobs.shift();
        this.wait = FIRST_WAIT;
        if (answer) job.row.answered(entry, answer);
      }
    }
    this.running = false;
    if (this.idle) this.tell("saved");
  }

  /** The answer with its `status`; null when the server cannot be reached. */
  async send(entry) {
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body: new URLSearchParams(entry),
        headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": token() },
        redirect: "manual",
        keepalive: entry.text.length < 10_000,
      });
      if (response.status >= 500) return null;
      const isJson = response.headers.get("Content-Type")?.includes("json");
      return isJson ? { ...(await response.json()), status: response.status } : { refused: true };
    } catch {
      return null;
    }
  }

  async pause() {
    await new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, this.wait);
    });
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}

/** The token of the session there is now: somebody may have logged in again meanwhile. */
export function token() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  return cookie ? cookie[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
}
