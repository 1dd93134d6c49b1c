// Package arrival is what another system delivers, looked at and decided before any
// of it is stored, or judged before it is sent.
//
// It promises: nothing is stored or sent before somebody has said yes to the lines she could
// look at. Start with Delivery, then Upload.
package arrival
