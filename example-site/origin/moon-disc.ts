/**
 * The outline of the Moon's lit part, as an SVG path around 0,0: the bright limb is half a circle,
 * the terminator half an ellipse. Lit from the right while it waxes, as the northern half of the
 * Earth sees it.
 */
export function litPath(phaseDegrees: number, radius: number): string {
  const terminatorRadius = Math.abs(Math.cos((phaseDegrees * Math.PI) / 180)) * radius;
  const isWaxing = phaseDegrees < 180;
  const isGibbous = phaseDegrees > 90 && phaseDegrees < 270;
  const r = round(radius);
  const limb = `A${r} ${r} 0 0 ${isWaxing ? 1 : 0} 0 ${r}`;
  const terminator = `A${round(terminatorRadius)} ${r} 0 0 ${isWaxing === isGibbous ? 1 : 0} 0 ${-r}`;
  return `M0 ${-r}${limb}${terminator}Z`;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
