// Asks both packages about state machines. In: {name: definition text}. Out: {name: {package: [what it objects to]}}.
import { readFileSync } from "node:fs";
import validate from "asl-validator";
import service from "amazon-states-language-service";
import { TextDocument } from "vscode-languageserver-textdocument";

const languageService = service.getLanguageService({});

function bySchema(text) {
  try {
    const result = validate(JSON.parse(text), { checkPaths: true, checkArn: true });
    return result.isValid ? [] : result.errors.map((e) => e.Message ?? e.message ?? JSON.stringify(e));
  } catch (error) {
    return [error.message];
  }
}

async function byLanguageService(name, text) {
  const document = TextDocument.create(`file:///${encodeURIComponent(name)}.asl.json`, "asl", 1, text);
  const found = await languageService.doValidation(document, languageService.parseJSONDocument(document));
  return found.map((d) => `line ${d.range.start.line + 1}: ${d.message}`);
}

const answers = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  answers[name] = {
    "asl-validator": bySchema(text),
    "amazon-states-language-service": await byLanguageService(name, text),
  };
}
console.log(JSON.stringify(answers));
