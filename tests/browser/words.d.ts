/** A message, which is told in the language of the page when the theme is loaded (docs/theming.md). */
declare function _(message: TemplateStringsArray, ...given: unknown[]): string;
/** The same of a number n: a form for one thing, and after `|` one for several. */
declare function _n(message: TemplateStringsArray, ...given: unknown[]): string;
