// Package missing is what a person does about a report that the registry lacks, without a
// picture: she goes where it is written, or answers that there is none. Both faces stand on
// it.
//
// It promises: what she answers is sent as every answer is, and the task ends with it. Start
// with ActsOn.
package missing
