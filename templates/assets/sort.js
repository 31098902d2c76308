// Sorts a table by the column whose header is pressed. Without it a table stands in the order that the page was made with.
'use strict';
(() => {
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };

  // Rows without a value go last in both directions: what is not known is neither small nor large.
  const compare = (column, as, direction) => (a, b) => {
    const [x, y] = [value(a, column), value(b, column)];
    if (x === '' || y === '') return (x === '') - (y === '');
    const order = as === 'number' || as === 'rank' ? Number(x) - Number(y) : x.localeCompare(y);
    return direction === 'ascending' ? order : -order;
  };

  for (const table of document.querySelectorAll('table[data-sort]')) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 2) continue;
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => {
      const as = header.dataset.sortAs;
      if (as === 'none') return;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener('click', () => {
        const first = as === 'number' || as === 'date' ? 'descending' : 'ascending';
        const now = header.getAttribute('aria-sort');
        const direction = now ? (now === 'ascending' ? 'descending' : 'ascending') : first;
        headers.forEach((other) => other.removeAttribute('aria-sort'));
        header.setAttribute('aria-sort', direction);
        body.append(...[...body.rows].sort(compare(column, as, direction)));
      });
    });
  }
})();
