// Calls a server as programs from npm do, and prints what came as one JSON object: node clients.js ADDRESS TEXT
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import translate from "translate";
import { ArticleService } from "./generated/mujaz/v1/article_pb.js";

const [address, text] = process.argv.slice(2);
const article = { id: "1", title: text, body: text };
const found = {};

for (const useBinaryFormat of [false, true]) {
  const transport = createConnectTransport({ baseUrl: address, httpVersion: "1.1", useBinaryFormat });
  const client = createClient(ArticleService, transport);
  const answer = await client.processArticle({ article });
  const refusal = await client.translateText({ text: "English" }).catch((error) => ConnectError.from(error));
  const late = await client.translateText({ text }, { timeoutMs: 1 }).catch((error) => ConnectError.from(error));
  async function* requests() {
    for (const id of ["a", "b", "c"]) yield { article: { ...article, id } };
  }
  const streamed = [];
  for await (const each of client.processArticles(requests())) streamed.push(each.id);
  found[useBinaryFormat ? "proto" : "json"] = {
    body: answer.body,
    segments: answer.segments.length,
    refusal: Code[refusal.code],
    details: refusal.details.map((detail) => detail.type),
    late: Code[late.code],
    streamed: streamed.sort(),
  };
}

translate.engine = "libre";
translate.url = new URL("translate", address).href;
found.translate = await translate(text, { from: "ar", to: "en" });
console.log(JSON.stringify(found));
