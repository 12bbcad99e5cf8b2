/** Something the person at the terminal can mend: its message is shown, its stack is not. */
export class DemoError extends Error {}
