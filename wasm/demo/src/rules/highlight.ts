/** A rule file in light colours, with what is wrong underlined. */

export interface Mark {
  line: number;
  column: number;
  length: number;
  severity: "error" | "warning";
}

/** A stretch of a line and what it is. */
type Piece = [text: string, sort: string];

const PIECES = /(#.*$)|("(?:[^"\\]|\\.)*"|'[^']*')|^(\s*\[\[?[^\]"]*\]\]?)|^(\s*[\p{L}\p{N}_."-]+)(?=\s*=)|(\b(?:true|false|\d{4}-\d\d-\d\d|\d[\d_.]*)\b)/gu;
const SORTS = ["comment", "string", "table", "key", "value"];

export function highlighted(text: string, marks: readonly Mark[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  text.split("\n").forEach((line, index) => {
    const own = marks.filter((mark) => mark.line === index + 1);
    fragment.append(...marked(pieces(line), own).map(span), "\n");
  });
  return fragment;
}

function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of line.matchAll(PIECES)) {
    const sort = SORTS[match.slice(1).findIndex((group) => group !== undefined)] ?? "";
    found.push([line.slice(end, match.index), ""], [match[0], sort]);
    end = match.index + match[0].length;
  }
  return [...found, [line.slice(end), ""]];
}

/** Cuts pieces where marks begin and end. Columns count characters, from 1. */
function marked(all: readonly Piece[], marks: readonly Mark[]): Piece[] {
  if (marks.length === 0) {
    return all.filter(([text]) => text !== "");
  }
  let column = 1;
  return all.flatMap(([text, sort]) => {
    const cut: Piece[] = [];
    for (const character of text) {
      const mark = marks.find((own) => column >= own.column && column < own.column + Math.max(1, own.length));
      const name = mark ? `${sort} ${mark.severity}` : sort;
      const last = cut[cut.length - 1];
      last?.[1] === name ? (last[0] += character) : cut.push([character, name]);
      column += 1;
    }
    return cut;
  });
}

function span([text, sort]: Piece): Node {
  if (sort === "") {
    return document.createTextNode(text);
  }
  const element = document.createElement("span");
  element.className = sort;
  element.textContent = text;
  return element;
}
