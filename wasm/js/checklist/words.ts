/** What the checklist says, in Chinese and English. What the pack says is shown as the pack has it. */

import type { Basis, Grade, Outcome } from "../types.js";

export type Language = "zh" | "en";

export interface Words {
  /** The language as HTML names it. */
  tag: string;
  title: string;
  loading: string;
  retry: string;
  notReady: string;
  level: string;
  noLevels: string;
  score: string;
  points: string;
  better: Record<"low" | "high", string>;
  known: string;
  open: (count: number) => string;
  settled: string;
  undecided: string;
  complete: string;
  next: string;
  unseen: string;
  answered: (done: number, all: number) => string;
  left: (count: number) => string;
  confirm: string;
  confirmOf: (section: string) => string;
  confirmed: (count: number, rest: number) => string;
  nothingToConfirm: string;
  undo: string;
  undoOf: (section: string) => string;
  undone: (count: number) => string;
  otherSection: string;
  observed: { passes: string; fails: string; not_applicable: string };
  yes: string;
  no: string;
  notConcerned: string;
  noneOfThese: string;
  clear: string;
  clearOf: (question: string) => string;
  registered: string;
  range: (from: number | null, to: number | null, unit: string) => string;
  hazards: string;
  noHazards: string;
  noHazardsYet: string;
  otherHazards: string;
  otherHint: string;
  otherText: string;
  otherAdd: string;
  remove: string;
  otherRemove: (text: string) => string;
  corrected: string;
  correctedOf: (finding: string) => string;
  failed: string;
  because: string;
  basis: string;
  status: Record<Basis["status"], string>;
  fix: string;
  deadline: string;
  atOnce: string;
  department: string;
  grade: Record<Grade, string> & { unknown: string };
  outcome: Record<Outcome, string>;
  results: string;
  adjusted: string;
  assumed: string;
  assumption: (what: string, value: string) => string;
  errors: string;
  finish: string;
  finished: string;
  finishOpen: (count: number) => string;
  finishAnyway: string;
  goOn: string;
  printRecord: string;
  printNotice: string;
  restart: string;
  restartAsk: string;
  restartYes: string;
  cancel: string;
  restarted: string;
  restored: string;
  packChanged: string;
  setAside: (names: string) => string;
  saveFailed: string;
  notSaved: string;
  separator: string;
  bracket: (text: string) => string;
  pair: (label: string, text: string) => string;
  fact: (label: string, value: string) => string;
  date: (date: string) => string;
}

export const WORDS: Record<Language, Words> = {
  zh: {
    tag: "zh-CN",
    title: "检查表",
    loading: "正在载入检查表……",
    retry: "重试",
    notReady: "检查表打不开",
    level: "风险等级",
    noLevels: "本规则包不分等级",
    score: "得分",
    points: "分",
    better: { low: "越高风险越大", high: "越高越好" },
    known: "已查清",
    open: (count) => `还有 ${count} 项没查，没查清的不等于没问题`,
    settled: "等级已定",
    undecided: "等级未定",
    complete: "都已查清",
    next: "下一项未查",
    unseen: "未查清",
    answered: (done, all) => `已查 ${done}/${all}`,
    left: (count) => `另有 ${count} 项因已答情况不必再问`,
    confirm: "本节全部符合",
    confirmOf: (section) => `本节全部符合：${section}（只填未查的）`,
    confirmed: (count, rest) => `已按符合填写 ${count} 项${rest > 0 ? `，还有 ${rest} 项要逐项填写` : ""}`,
    nothingToConfirm: "没有可以一并填写的，请逐项填写",
    undo: "撤销",
    undoOf: (section) => `撤销本节全部符合：${section}`,
    undone: (count) => `已撤销，${count} 项恢复为未查`,
    otherSection: "其他情况",
    observed: { passes: "符合", fails: "不符合", not_applicable: "不适用" },
    yes: "是",
    no: "否",
    notConcerned: "不涉及",
    noneOfThese: "都没有",
    clear: "清除",
    clearOf: (question) => `清除：${question}`,
    registered: "已有信息",
    range: (from, to, unit) =>
      from !== null && to !== null ? `${from} 至 ${to}${unit}` : from !== null ? `不小于 ${from}${unit}` : `不大于 ${to}${unit}`,
    hazards: "发现的隐患",
    noHazards: "没有发现隐患。",
    noHazardsYet: "目前没有发现隐患，但还没有查完。",
    otherHazards: "其他隐患",
    otherHint: "检查表以外的隐患写在这里；不计入等级和得分，会印在检查记录和通知书上。",
    otherText: "隐患情况",
    otherAdd: "添加一条隐患",
    remove: "删除",
    otherRemove: (text) => `删除：${text || "空白的一条"}`,
    corrected: "当场整改",
    correctedOf: (finding) => `当场整改：${finding}`,
    failed: "不符合",
    because: "因为",
    basis: "依据",
    status: { quoted: "原文", secondary: "二手资料，未见原文", unverified: "待核实" },
    fix: "整改",
    deadline: "期限",
    atOnce: "立即",
    department: "部门",
    grade: { general: "一般", major: "重大", unknown: "一般还是重大未定" },
    outcome: { failed: "不符合", passed: "符合", not_applicable: "不适用", unknown: "未查清", not_failed: "未不符合", scored: "计分" },
    results: "其他结论",
    adjusted: "等级调整",
    assumed: "按假定计算",
    assumption: (what, value) => `“${what}”未知时按“${value}”`,
    errors: "算不出的",
    finish: "完成检查",
    finished: "检查已完成，结果已交给本页。答案仍可修改，修改后请再点完成。",
    finishOpen: (count) => `还有 ${count} 项没查，结果会按未查清交出。`,
    finishAnyway: "就此完成",
    goOn: "继续检查",
    printRecord: "打印检查记录",
    printNotice: "打印限期整改通知书",
    restart: "重新开始",
    restartAsk: "本场所这次检查的答案会全部清空，不能恢复。",
    restartYes: "清空并重新开始",
    cancel: "取消",
    restarted: "已重新开始",
    restored: "已恢复上次填写的答案",
    packChanged: "规则包在上次填写后更新过，答案都保留，请留意新增的项目",
    setAside: (names) => `没有采用的已知情况：${names}`,
    saveFailed: "答案没有存到本机（存储已满或浏览器不允许，例如无痕模式）。请不要关闭本页，做完后先打印或完成检查。",
    notSaved: "没有给出场所编号（place-id），答案只留在本页，关闭后不保存。",
    separator: "；",
    bracket: (text) => `（${text}）`,
    pair: (label, text) => `${label} ${text}`,
    fact: (label, value) => `${label}：${value}`,
    date: (date) => date.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日"),
  },
  en: {
    tag: "en",
    title: "Checklist",
    loading: "Loading the checklist…",
    retry: "Try again",
    notReady: "The checklist cannot be opened",
    level: "Risk level",
    noLevels: "This pack has no levels",
    score: "Score",
    points: "points",
    better: { low: "higher is worse", high: "higher is better" },
    known: "Known",
    open: (count) => `${count} left; what nobody looked at is not safe`,
    settled: "level settled",
    undecided: "level open",
    complete: "nothing left",
    next: "Next open item",
    unseen: "unknown",
    answered: (done, all) => `${done} of ${all} done`,
    left: (count) => `${count} more need not be asked, given these answers`,
    confirm: "All of this section pass",
    confirmOf: (section) => `All of this section pass: ${section} (only what is still open)`,
    confirmed: (count, rest) => `${count} filled in as passing${rest > 0 ? `, ${rest} to be answered one by one` : ""}`,
    nothingToConfirm: "Nothing can be filled in at once; please answer one by one",
    undo: "Undo",
    undoOf: (section) => `Undo “all pass”: ${section}`,
    undone: (count) => `Undone: ${count} open again`,
    otherSection: "Other facts",
    observed: { passes: "Passes", fails: "Fails", not_applicable: "N/A" },
    yes: "Yes",
    no: "No",
    notConcerned: "N/A",
    noneOfThese: "None",
    clear: "Clear",
    clearOf: (question) => `Clear: ${question}`,
    registered: "already known",
    range: (from, to, unit) =>
      from !== null && to !== null ? `${from} to ${to}${unit}` : from !== null ? `at least ${from}${unit}` : `at most ${to}${unit}`,
    hazards: "Hazards found",
    noHazards: "No hazard was found.",
    noHazardsYet: "No hazard so far, but the inspection is not complete.",
    otherHazards: "Other hazards",
    otherHint: "Hazards outside the checklist. They count neither for the level nor for the score, and are printed in the record and the notice.",
    otherText: "What is wrong",
    otherAdd: "Add a hazard",
    remove: "Remove",
    otherRemove: (text) => `Remove: ${text || "the empty line"}`,
    corrected: "Corrected on site",
    correctedOf: (finding) => `Corrected on site: ${finding}`,
    failed: "Failed",
    because: "Because",
    basis: "Basis",
    status: { quoted: "text read in the source", secondary: "second-hand, source not read", unverified: "still to be verified" },
    fix: "Fix",
    deadline: "Deadline",
    atOnce: "at once",
    department: "Department",
    grade: { general: "general", major: "major", unknown: "grade unknown" },
    outcome: { failed: "fails", passed: "passes", not_applicable: "not applicable", unknown: "unknown", not_failed: "not failed", scored: "scored" },
    results: "Other results",
    adjusted: "Level adjusted",
    assumed: "Assumed",
    assumption: (what, value) => `“${what}” is taken as “${value}” while unknown`,
    errors: "Not computable",
    finish: "Finish",
    finished: "Finished; the page has the result. Answers can still be changed; then finish again.",
    finishOpen: (count) => `${count} are still open and will be handed over as unknown.`,
    finishAnyway: "Finish now",
    goOn: "Go on",
    printRecord: "Print the record",
    printNotice: "Print the notice",
    restart: "Start over",
    restartAsk: "All answers of this inspection will be deleted and cannot be brought back.",
    restartYes: "Delete and start over",
    cancel: "Cancel",
    restarted: "Started over",
    restored: "The answers given before are back",
    packChanged: "The pack has changed since; all answers are kept, mind what is new",
    setAside: (names) => `Known facts that were not used: ${names}`,
    saveFailed: "The answers could not be saved on this device (storage full, or not allowed, as in a private window). Do not close this page; print or finish first.",
    notSaved: "No place-id was given: the answers stay in this page only and are not saved.",
    separator: "; ",
    bracket: (text) => ` (${text})`,
    pair: (label, text) => `${label}: ${text}`,
    fact: (label, value) => `${label}: ${value}`,
    date: (date) => date,
  },
};
