// Sends an Arabic article to a Mujaz server and prints its English title, text and brief.
//
//   npm ci
//   node client.js FILE [ADDRESS] [OPTIONS as JSON]
//
// The first line of FILE is the title, the rest the body. Everything here comes from the .proto alone.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const PROTOS = path.join(__dirname, '..', '..', 'protos');

const definition = protoLoader.loadSync('mujaz/v1/article.proto', {
  includeDirs: [PROTOS],
  keepCase: true, // the names of the .proto, not camelCase
  enums: String,
  defaults: true,
});

function connect(address) {
  const { ArticleService } = grpc.loadPackageDefinition(definition).mujaz.v1;
  return new ArticleService(address, grpc.credentials.createInsecure());
}

// The loader silently drops unknown fields, so a misspelt option would seem to have been used.
function refuseUnknown(message, typeName, path = '') {
  const fields = new Map(definition[typeName].type.field.map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(message)) {
    const field = fields.get(name);
    if (!field) {
      throw new Error(`${path}${name} is not a field of ${typeName}; it has ${[...fields.keys()].join(', ')}`);
    }
    const inner = field.typeName && [field.typeName.replace(/^\./, ''), `mujaz.v1.${field.typeName}`].find((each) => definition[each]);
    for (const one of [value].flat()) {
      if (inner && definition[inner].type.field) {
        refuseUnknown(one, inner, `${path}${name}.`);
      } else if (inner && !definition[inner].type.value.some((each) => each.name === one || each.number === one)) {
        const values = definition[inner].type.value.map((each) => each.name);
        throw new Error(`${path}${name} = ${one} is not a value of ${inner}; it has ${values.join(', ')}`);
      }
    }
  }
}

function processArticle(client, request) {
  refuseUnknown(request, 'mujaz.v1.ProcessArticleRequest');
  const deadline = Date.now() + 5 * 60 * 1000;
  return new Promise((resolve, reject) => {
    client.ProcessArticle(request, { deadline }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

// Spans count Unicode code points; a JavaScript string counts UTF-16 units, two for an emoji.
function textOfSpan(text, span) {
  return Array.from(text).slice(span.start, span.end).join('');
}

async function main() {
  const [file, address = '127.0.0.1:50051', json = '{}'] = process.argv.slice(2);
  if (!file) {
    console.error('usage: node client.js FILE [ADDRESS] [OPTIONS as JSON, such as {"brief": {"max_sentences": 1}}]');
    return 2;
  }
  let text, options;
  try {
    text = fs.readFileSync(file, 'utf8');
    options = JSON.parse(json);
  } catch (error) {
    console.error(error instanceof SyntaxError ? `OPTIONS are not JSON: ${error.message}` : `${file} cannot be read: ${error.code}`);
    return 2;
  }
  const [title, ...lines] = text.trim().split('\n');
  const body = lines.join('\n').trim();
  const client = connect(address);
  try {
    const answer = await processArticle(client, { article: { id: path.basename(file), title, body }, options });
    console.log(`${answer.title}\n\n${answer.body}\n\nIn brief: ${answer.brief.text}`);
    for (const segment of answer.segments) {
      for (const finding of segment.findings) {
        console.log(`${finding.severity}: ${finding.message}\n  ${textOfSpan(body, segment.source)}`);
      }
    }
    return 0;
  } catch (error) {
    console.error(error.details ? `${grpc.status[error.code]}: ${error.details}` : error.message);
    return 1;
  } finally {
    client.close();
  }
}

main().then((code) => {
  process.exitCode = code;
});
