// What is measured inside a page. These functions run in the browser.

/** Elements that make the document wider than the window, the widest first. */
export function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const name = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
  const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1);
  return [`${document.documentElement.scrollWidth} > ${width}`, ...wide.slice(0, 5).map(name)];
}

/** Text that cannot be read because a box or a drawing cuts it off. */
export function clipped() {
  const faults = [];
  const what = (element) => `${element.tagName.toLowerCase()}: ${element.textContent.trim().slice(0, 40)}`;
  for (const element of document.body.querySelectorAll('*:not(svg, svg *)')) {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    // What is only one pixel large is there for screen readers.
    if (width <= 1 || height <= 1 || style.visibility === 'hidden' || !element.textContent.trim()) continue;
    const cutsX = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const cutsY = style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
    if (element.clientWidth > 0 && (cutsX || cutsY)) faults.push(what(element));
  }
  for (const text of document.body.querySelectorAll('svg text')) {
    const box = text.getBoundingClientRect();
    const drawing = text.ownerSVGElement.getBoundingClientRect();
    const outside = box.left < drawing.left - 1 || box.right > drawing.right + 1 || box.top < drawing.top - 1 || box.bottom > drawing.bottom + 1;
    if (box.width > 0 && outside) faults.push(what(text));
  }
  return faults;
}
