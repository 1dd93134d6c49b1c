// Package parcel is what comes from another system, without a picture: looked at line by
// line and taken over as it was decided, or judged and sent. Both faces stand on it.
//
// It promises: nothing is stored or sent before somebody has said yes to what she could look
// at. Start with Intake, then Upload.
package parcel
