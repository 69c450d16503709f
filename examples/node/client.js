// Sends an Arabic article to a Mujaz server and prints its English title, text and brief.
//
//   npm ci
//   node client.js FILE [ADDRESS]
//
// The first line of FILE is the title, the rest the body. Everything here comes from the .proto alone.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const PROTOS = path.join(__dirname, '..', '..', 'protos');

function connect(address) {
  const definition = protoLoader.loadSync('mujaz/v1/article.proto', {
    includeDirs: [PROTOS],
    keepCase: true, // the names of the .proto, not camelCase
    enums: String,
    defaults: true,
  });
  const { ArticleService } = grpc.loadPackageDefinition(definition).mujaz.v1;
  return new ArticleService(address, grpc.credentials.createInsecure());
}

function processArticle(client, request) {
  const deadline = Date.now() + 5 * 60 * 1000;
  return new Promise((resolve, reject) => {
    client.ProcessArticle(request, { deadline }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

// Spans count Unicode code points; a JavaScript string counts UTF-16 units, two for an emoji.
function stretch(text, span) {
  return Array.from(text).slice(span.start, span.end).join('');
}

async function main() {
  const [file, address = '127.0.0.1:50051'] = process.argv.slice(2);
  if (!file) {
    console.error('usage: node client.js FILE [ADDRESS]');
    return 2;
  }
  const [title, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n');
  const body = lines.join('\n').trim();
  const client = connect(address);
  try {
    const answer = await processArticle(client, { article: { id: path.basename(file), title, body } });
    console.log(`${answer.title}\n\n${answer.body}\n\nIn brief: ${answer.brief.text}`);
    for (const segment of answer.segments) {
      for (const finding of segment.findings) {
        console.log(`${finding.severity}: ${finding.message}\n  ${stretch(body, segment.source)}`);
      }
    }
    return 0;
  } catch (error) {
    console.error(`${grpc.status[error.code]}: ${error.details}`);
    return 1;
  } finally {
    client.close();
  }
}

main().then((code) => {
  process.exitCode = code;
});
