export type Language = 'en' | 'fr';

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' };

/** Every text the script shows, by key, from the page's own JSON; src/SahelMap.Client/Resources holds them. */
export class Texts {
  language: Language = 'en';

  constructor(private readonly all: Record<string, Record<string, string>>) {}

  static fromPage(page: Document): Texts {
    const json = page.getElementById('sahelmap-strings')?.textContent;
    return new Texts(json ? JSON.parse(json) : {});
  }

  /** The text under the key with {0}, {1} … filled in; the key itself where there is none, so that a gap is seen. */
  get(key: string, ...values: (string | number)[]): string {
    const text = this.all[this.language]?.[key] ?? key;
    return values.length === 0 ? text : text.replace(/\{(\d)\}/g, (hole, n) => this.written(values[Number(n)]) ?? hole);
  }

  /** The text under the key, or the word itself where we have no text for it. */
  or(key: string, word: string): string {
    return this.all[this.language]?.[key] ?? word;
  }

  /** The text under key.one or key.other; {0} is the count. */
  count(key: string, n: number, ...values: (string | number)[]): string {
    const one = n === 1 || (n === 0 && this.language === 'fr');
    return this.get(`${key}.${one ? 'one' : 'other'}`, n, ...values);
  }

  number(n: number, digits = 0): string {
    return n.toLocaleString(LOCALES[this.language], { maximumFractionDigits: digits });
  }

  /** A moment, as the reader's clock says it. */
  instant(iso: string): string {
    return new Date(iso).toLocaleString(LOCALES[this.language], { dateStyle: 'long', timeStyle: 'short' });
  }

  /** "1.2K": for where there is little room. */
  compact(n: number): string {
    return n.toLocaleString(LOCALES[this.language], n < 10_000 ? {} : { notation: 'compact', maximumFractionDigits: 1 });
  }

  /** A record's name in the reader's language; the other where one is missing. */
  of(english: string, french: string | null | undefined): string {
    return this.language === 'fr' && french ? french : english;
  }

  private written(value: string | number | undefined): string | undefined {
    return typeof value === 'number' ? this.number(value) : value;
  }
}
