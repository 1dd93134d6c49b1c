// Package packed opens what oBDS documents are packed in when they are handed over:
// gzip and ZIP. A file that is not packed is one document.
//
// It promises: documents are streamed, memory does not grow with them; an archive
// made to blow up is left off with a Fault, as is one that is damaged, encrypted or
// no archive of documents. Start with Each.
package packed
