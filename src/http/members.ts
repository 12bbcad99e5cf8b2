/** A quoted-string may hold commas; a quote that is never closed is a character like any other. */
const MEMBER = /(?:"(?:[^"\\]|\\.)*"|\\"|[^,])+/g;

/** The members of a list-based field value (RFC 9110 §5.6.1), without those that are empty. Never throws. */
export function members(fieldValue: string | null | undefined): string[] {
  const parts = fieldValue?.includes('"') ? fieldValue.match(MEMBER) : fieldValue?.split(',');
  return (parts ?? []).map((member) => member.trim()).filter(Boolean);
}
