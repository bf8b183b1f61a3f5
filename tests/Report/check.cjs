// Opens a report in Chromium and prints what it finds as JSON: check.cjs FILE [FOLDER FOR SCREENSHOTS].
const { pathToFileURL } = require('node:url');
const { join, basename } = require('node:path');
const { chromium } = require('playwright-core');
const axe = require('axe-core');

// The browser is to look at one local file; whatever it does at a start of its own accord is off.
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function look(browser, file, view) {
  const context = await browser.newContext({ viewport: { width: view.width, height: 900 }, colorScheme: view.scheme });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('request', request => requests.push(request.url()));
  await page.emulateMedia({ media: view.media ?? 'screen', colorScheme: view.scheme });
  await page.goto(pathToFileURL(file).href);

  const seen = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    charts: [...document.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0).map(svg => ({
      title: svg.querySelector('title').textContent,
      shapes: svg.querySelectorAll('path, rect').length,
      cut: [...svg.querySelectorAll('text, rect, path')].filter(part => {
        const [box, all] = [part.getBoundingClientRect(), svg.getBoundingClientRect()];
        return box.left < all.left - 1 || box.right > all.right + 1 || box.bottom > all.bottom + 1;
      }).map(part => part.textContent || part.getAttribute('class')),
    })),
    tables: document.querySelectorAll('figure details table').length,
    heading: document.querySelector('h1').textContent,
  }));

  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  if (process.argv[3]) {
    await page.screenshot({ path: join(process.argv[3], `${basename(file, '.html')}-${view.name}.png`), fullPage: true });
  }

  await context.close();
  return {
    view: view.name,
    ...seen,
    complaints,
    requests: requests.filter(url => !url.startsWith('file:') && !url.startsWith('data:')),
    violations: violations.filter(violation => ['serious', 'critical'].includes(violation.impact)).map(violation => `${violation.id}: ${violation.nodes[0].target} ${violation.nodes[0].failureSummary}`),
  };
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: quiet });
  try {
    const views = [
      { name: 'wide-light', width: 1280, scheme: 'light' },
      { name: 'wide-dark', width: 1280, scheme: 'dark' },
      { name: 'phone-light', width: 360, scheme: 'light' },
      { name: 'phone-dark', width: 360, scheme: 'dark' },
      { name: 'print', width: 794, scheme: 'dark', media: 'print' },
    ];
    const found = [];
    for (const view of views) {
      found.push(await look(browser, process.argv[2], view));
    }

    console.log(JSON.stringify(found, null, 1));
  } finally {
    await browser.close();
  }
})();
