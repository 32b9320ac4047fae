// json-rules-engine, from the same JSON logic: comparisons are its conditions, arithmetic is facts made on the way.

import { Engine } from "json-rules-engine";

const COMPARISONS = { ">": "greaterThan", "<": "lessThan", ">=": "greaterThanInclusive", "<=": "lessThanInclusive", "===": "equal", "!==": "notEqual", in: "in" };

/** An engine with a rule for each check; its events are the checks that fail. */
export function rulesEngine(checks) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const computed = new Map();
  checks.forEach((check, index) => {
    engine.addRule({ conditions: { all: [condition(check, computed)] }, event: { type: String(index) } });
  });
  for (const [id, expression] of computed) {
    engine.addFact(id, async (_, almanac) => amount(expression, almanac));
  }
  return engine;
}

function condition(node, computed) {
  const [[operator, operand]] = Object.entries(node);
  switch (operator) {
    case "and":
      return { all: operand.map((part) => condition(part, computed)) };
    case "or":
      return { any: operand.map((part) => condition(part, computed)) };
    case "!":
      return { not: condition(operand, computed) };
    case "var":
      return { fact: operand, operator: "equal", value: true };
    default: {
      const [left, right] = operand;
      return { fact: fact(left, computed), operator: COMPARISONS[operator], value: right?.var ? { fact: right.var } : right };
    }
  }
}

function fact(node, computed) {
  if (node.var) {
    return node.var;
  }
  const id = JSON.stringify(node);
  computed.set(id, node);
  return id;
}

async function amount(node, almanac) {
  const [[operator, operands]] = Object.entries(node);
  const [left, right] = await Promise.all(operands.map((operand) => (operand.var ? almanac.factValue(operand.var) : operand)));
  return operator === "*" ? left * right : left / right;
}
