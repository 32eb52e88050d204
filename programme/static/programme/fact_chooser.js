// Beside a select of facts: a button that opens Wagtail's dialogue to search them, or to add one.
// What is chosen there is chosen in the select. Without this script the select does alone.
(() => {
  /** What was chosen so far, by address: a row that is added later offers it as well. */
  const known = new Map();

  class FactChooser extends window.StimulusModule.Controller {
    static values = { url: String, label: String };

    connect() {
      known.get(this.urlValue)?.forEach((fact) => this.offer(fact));
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.className = "button button-small button-secondary w-mt-1 w-ml-2";
      this.button.textContent = this.labelValue;
      this.button.addEventListener("click", () => this.open());
      this.element.after(this.button);
    }

    disconnect() {
      this.button.remove();
    }

    open() {
      window.ModalWorkflow({
        url: this.urlValue,
        urlParams: { edition: this.element.form.elements.edition.value },
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: (fact) => this.choose(fact) },
      });
    }

    choose(fact) {
      known.set(this.urlValue, [...(known.get(this.urlValue) ?? []), fact]);
      this.offer(fact);
      this.element.value = fact.id;
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    }

    /** An option for a fact that the page did not know when it was loaded. */
    offer({ id, title }) {
      const offered = [...this.element.options].some((option) => option.value === id);
      if (!offered) this.element.add(new Option(title, id));
    }
  }

  window.wagtail.app.register("fact-chooser", FactChooser);
})();
