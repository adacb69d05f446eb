/** A small box beside the pointer. It tells nothing that the lists do not tell too, so screen readers skip it. */
export class Tooltip {
  private readonly box = document.createElement('div');

  constructor(private readonly container: HTMLElement) {
    this.box.className = 'sm-tooltip';
    this.box.hidden = true;
    this.box.setAttribute('aria-hidden', 'true');
    container.append(this.box);
  }

  /** @param lines the first is the heading. */
  show(x: number, y: number, colour: string | null, lines: string[]): void {
    const [heading, ...rest] = lines;
    const title = document.createElement('strong');
    if (colour) {
      const dot = document.createElement('i');
      dot.style.background = colour;
      title.append(dot);
    }
    title.append(heading);
    this.box.replaceChildren(title, ...rest.map(line => Object.assign(document.createElement('span'), { textContent: line })));
    this.box.hidden = false;
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.box;
    const left = x + 14 + offsetWidth > clientWidth ? x - 14 - offsetWidth : x + 14;
    const top = y + 14 + offsetHeight > clientHeight ? y - 10 - offsetHeight : y + 14;
    this.box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  hide(): void {
    this.box.hidden = true;
  }
}
