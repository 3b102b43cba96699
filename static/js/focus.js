// Move the focus to what must be read first, such as the summary of what is wrong in a form.
export default class Focus {
  constructor(element) {
    element.focus();
  }
}
