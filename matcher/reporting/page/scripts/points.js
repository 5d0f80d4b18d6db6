// Compute points and ranks for other weights, exactly as matcher.scoring.points and components.registry do.

// Python's round(number, 2) in hundredths: by the exact value, and to the even one of two that are equally near.
const inHundredths = (number) => {
  const scaled = number * 100;
  const below = Math.floor(scaled);
  if (Math.abs(scaled - below - 0.5) > 1e-6) return Math.round(scaled);
  const eighths = number * 8;
  if (Number.isInteger(eighths)) {
    // Only multiples of an eighth lie exactly between two hundredths.
    return eighths % 2 === 0 ? Math.round(scaled) : below % 2 === 0 ? below : below + 1;
  }
  return Math.round(Number(number.toFixed(2)) * 100);
};

const largestRemainder = (remainders, units) =>
  remainders.map(
    (own, n) => remainders.filter((other, m) => (m < n ? other >= own : m > n && other > own)).length < units,
  );

// The possible hundredths of each line: fixed ones as they are, the others in proportion to their weights.
const possibleHundredths = (lines, weights, fixed) => {
  const own = lines.map((line) => (line.necessity ? 0 : fixed));
  const rest = 10000 - own.reduce((a, b) => a + b, 0);
  const weighted = lines.map((_, n) => n).filter((n) => !own[n]);
  const sum = weighted.reduce((a, n) => a + weights[n], 0);
  const exact = weighted.map((n) => (weights[n] / sum) * rest);
  const floors = exact.map(Math.floor);
  const extra = largestRemainder(exact.map((x, n) => x - floors[n]), rest - floors.reduce((a, b) => a + b, 0));
  weighted.forEach((n, i) => { own[n] = floors[i] + (extra[i] ? 1 : 0); });
  return own;
};

// The hundredths of each line for one candidate; `totals` holds total and supported of each line.
const linePoints = (totals, possible, enough, cap) => {
  const count = possible.length;
  const earned = new Array(count), gains = new Array(count);
  let sum = 0;
  for (let n = 0; n < count; n += 1) {
    const room = possible[n] / 100;
    earned[n] = inHundredths(Math.min(1, totals[2 * n] / enough[n]) * room);
    gains[n] = earned[n] - inHundredths(Math.min(1, totals[2 * n + 1] / enough[n]) * room);
    sum += gains[n];
  }
  if (sum <= cap) return earned;
  const kept = gains.map((gain) => Math.floor((gain * cap) / sum));
  const extra = largestRemainder(gains.map((gain) => (gain * cap) % sum), cap - kept.reduce((a, b) => a + b, 0));
  return earned.map((own, n) => own - gains[n] + kept[n] + (extra[n] ? 1 : 0));
};

// Ranks from 1 of scores, equal ones shared; `order` lists the places, best first, equal scores in the given order.
const rankScores = (scores, names) => {
  const order = scores.map((_, place) => place).sort((a, b) => scores[b] - scores[a] || names[a] - names[b]);
  const ranks = new Array(scores.length);
  order.forEach((place, n) => {
    ranks[place] = n && scores[order[n - 1]] === scores[place] ? ranks[order[n - 1]] : n + 1;
  });
  return { order, ranks };
};

const fitOf = (bands, score, everyMust) => {
  const band = bands.find((b) => score >= b.least && (everyMust || !b.every_must));
  return band ? band.label : "";
};
