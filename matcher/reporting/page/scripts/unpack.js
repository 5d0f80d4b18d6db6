// Unpack the data in the page. A data block is JSON, compressed with gzip, in base64.

const byId = (id) => document.getElementById(id);

const unpack = async (id) => {
  const bytes = Uint8Array.from(atob(byId(id).textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

// Make an element. Texts become text nodes: no string of a résumé is ever read as HTML here.
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

// Make an SVG bar of segments: x, width (in per cent) and colour.
const makeBar = (segments, css) => {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", css);
  svg.setAttribute("viewBox", "0 0 100 10");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  for (const { x, width, colour } of segments) {
    const rect = document.createElementNS(space, "rect");
    rect.setAttribute("class", colour);
    rect.setAttribute("x", x);
    rect.setAttribute("width", width);
    rect.setAttribute("height", 10);
    svg.append(rect);
  }
  return svg;
};

const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const points = (cents) => (cents / 100).toFixed(2);
