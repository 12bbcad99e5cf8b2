/** A pattern of status codes; `RegExp.test` makes a text of a number. */
export interface StatusPattern {
  test(status: number | string): boolean;
}
