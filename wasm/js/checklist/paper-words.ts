/** What the printed forms say: the usual labels of such forms, and no more. */

import { type Language, type Words, WORDS } from "./words.js";

export interface PaperWords {
  words: Words;
  record: string;
  notice: string;
  print: string;
  back: string;
  number: string;
  place: string;
  placeId: string;
  kind: string;
  region: string;
  date: string;
  pack: string;
  conclusion: string;
  counts: (failed: number, passed: number, notApplicable: number, unknown: number) => string;
  stillOpen: string;
  findings: string;
  check: string;
  result: string;
  seen: string;
  notApplicable: (titles: string) => string;
  hazards: string;
  noHazards: string;
  order: string;
  hazard: string;
  grade: string;
  measure: string;
  basis: string;
  deadline: string;
  department: string;
  state: string;
  toCorrect: string;
  correctedOnSite: string;
  ungraded: string;
  to: (name: string, id: string) => string;
  intro: (date: string) => string;
  nothingToCorrect: string;
  alsoCorrected: string;
  outro: string;
  noticeOpen: string;
  recheck: string;
  recheckLine: string;
  responsible: string;
  inspectors: string;
  inspected: string;
  office: string;
  receipt: string;
  signedOn: string;
  copies: string;
  statusNote: string;
}

export const PAPER_WORDS: Record<Language, PaperWords> = {
  zh: {
    words: WORDS.zh,
    record: "检查记录",
    notice: "限期整改通知书",
    print: "打印",
    back: "返回检查表",
    number: "编号",
    place: "被检查单位（场所）",
    placeId: "场所编号",
    kind: "场所类型",
    region: "所属区域",
    date: "检查日期",
    pack: "检查依据的规则包",
    conclusion: "检查结论",
    counts: (failed, passed, notApplicable, unknown) => `不符合 ${failed} 项，符合 ${passed} 项，不适用 ${notApplicable} 项，未查清 ${unknown} 项`,
    stillOpen: "尚未查清的不等于没有问题，等级和得分按两端列出。",
    findings: "检查情况",
    check: "检查内容",
    result: "结果",
    seen: "现场情况",
    notApplicable: (titles) => `不适用：${titles}`,
    hazards: "发现的隐患",
    noHazards: "没有发现隐患。",
    order: "序号",
    hazard: "隐患",
    grade: "等级",
    measure: "整改措施",
    basis: "依据",
    deadline: "整改期限",
    department: "部门",
    state: "整改情况",
    toCorrect: "待整改",
    correctedOnSite: "已当场整改",
    ungraded: "未定级",
    to: (name, id) => `${name}（场所编号 ${id}）：`,
    intro: (date) => `${date}检查发现你单位（场所）存在下列隐患，请按整改措施在期限内整改。`,
    nothingToCorrect: "没有需要限期整改的隐患。",
    alsoCorrected: "下列隐患已当场整改，请保持：",
    outro: "整改完成后请告知检查单位复查。期限栏空白的，由检查人员填写。",
    noticeOpen: "本次检查尚有项目未查清，本通知书只列已发现的隐患。",
    recheck: "复查情况",
    recheckLine: "复查日期：　　　　　　　复查结果：　　　　　　　　　　　　　复查人员：",
    responsible: "整改责任人",
    inspectors: "检查人员（签名）",
    inspected: "被检查单位负责人（签名）",
    office: "检查单位（盖章）",
    receipt: "被检查单位签收（签名、盖章）",
    signedOn: "日期",
    copies: "本通知书一式两份，检查单位和被检查单位各存一份。",
    statusNote: "依据后的括号说明来源：原文，即读过原文；二手资料，即未见原文；待核实的，使用前请核对。",
  },
  en: {
    words: WORDS.en,
    record: "Inspection record",
    notice: "Notice to correct within a time limit",
    print: "Print",
    back: "Back to the checklist",
    number: "No.",
    place: "Place inspected",
    placeId: "Id",
    kind: "Kind",
    region: "Region",
    date: "Date of inspection",
    pack: "Rules applied",
    conclusion: "Conclusion",
    counts: (failed, passed, notApplicable, unknown) => `${failed} failed, ${passed} passed, ${notApplicable} not applicable, ${unknown} unknown`,
    stillOpen: "What is unknown is not safe; level and score are given with both ends.",
    findings: "What was checked",
    check: "Check",
    result: "Result",
    seen: "Seen on site",
    notApplicable: (titles) => `Not applicable: ${titles}`,
    hazards: "Hazards found",
    noHazards: "No hazard was found.",
    order: "No.",
    hazard: "Hazard",
    grade: "Grade",
    measure: "To be done",
    basis: "Basis",
    deadline: "Deadline",
    department: "Department",
    state: "State",
    toCorrect: "to be corrected",
    correctedOnSite: "corrected on site",
    ungraded: "not graded",
    to: (name, id) => `To ${name} (id ${id})`,
    intro: (date) => `The inspection on ${date} found the hazards below. Please correct them as stated, by the deadline.`,
    nothingToCorrect: "There is no hazard to correct within a time limit.",
    alsoCorrected: "These hazards were corrected on site; please keep it so:",
    outro: "Please tell the inspecting office when done, for a recheck. Where the deadline is blank the inspector fills it in.",
    noticeOpen: "This inspection left some items unknown; the notice lists only what was found.",
    recheck: "Recheck",
    recheckLine: "Date:                    Result:                                        By:",
    responsible: "Responsible for correction",
    inspectors: "Inspectors (signature)",
    inspected: "For the place inspected (signature)",
    office: "Inspecting office (seal)",
    receipt: "Received by the place inspected (signature, seal)",
    signedOn: "Date",
    copies: "Two copies: one for the inspecting office, one for the place inspected.",
    statusNote: "After each basis: how well the source is known. Verify what is marked so before use.",
  },
};
