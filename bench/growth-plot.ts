/** One measured point: how many, and the seconds that it took. */
export interface Point {
  readonly x: number;
  readonly seconds: number;
}

/** `seconds = factor * x ** exponent`, by least squares on the logarithms. */
export function fitPower(points: readonly Point[]): { readonly exponent: number; readonly factor: number } {
  const logs = points.map(({ x, seconds }) => [Math.log(x), Math.log(seconds)] as const);
  const mean = (index: 0 | 1) => logs.reduce((sum, pair) => sum + pair[index], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const exponent = above / below;
  return { exponent, factor: Math.exp(meanY - exponent * meanX) };
}

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 400, 60, 50];

/** A plot with logarithmic axes, the points and the fitted line. */
export function growthPlot(title: string, label: string, points: readonly Point[]): string {
  const { exponent, factor } = fitPower(points);
  const [low, high] = [Math.floor(Math.log10(points[0]!.x)), Math.ceil(Math.log10(points.at(-1)!.x))];
  const seconds = points.map((point) => point.seconds);
  const [least, most] = [
    Math.floor(Math.log10(Math.min(...seconds))),
    Math.ceil(Math.log10(Math.max(...seconds))),
  ];
  const across = (x: number) => LEFT + ((Math.log10(x) - low) / (high - low)) * (WIDTH - LEFT - 20);
  const up = (y: number) =>
    HEIGHT - BOTTOM - ((Math.log10(y) - least) / (most - least)) * (HEIGHT - BOTTOM - 40);
  const text = (x: number, y: number, anchor: string, content: string) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
  const decades = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  const grid = [
    ...decades(low, high).map(
      (x) =>
        `<path d="M${across(x).toFixed(1)} 40V${HEIGHT - BOTTOM}" class="grid"/>${text(across(x), HEIGHT - BOTTOM + 16, 'middle', x.toLocaleString('en'))}`,
    ),
    ...decades(least, most).map(
      (y) =>
        `<path d="M${LEFT} ${up(y).toFixed(1)}H${WIDTH - 20}" class="grid"/>${text(LEFT - 6, up(y) + 4, 'end', `${y} s`)}`,
    ),
  ];
  const line = [points[0]!.x, points.at(-1)!.x].map(
    (x) => `${across(x).toFixed(1)} ${up(factor * x ** exponent).toFixed(1)}`,
  );
  const dots = points.map(
    ({ x, seconds: y }) => `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="4"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<style>.grid{stroke:#ccc}.line{stroke:#c60;fill:none}circle{fill:#06c}</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${text(LEFT, 20, 'start', `${title}: exponent ${exponent.toFixed(2)}`)}
${grid.join('\n')}
<path d="M${line.join('L')}" class="line"/>
${dots.join('\n')}
${text((WIDTH + LEFT) / 2, HEIGHT - 12, 'middle', label)}
</svg>
`;
}
