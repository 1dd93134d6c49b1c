// Package arrival is what another system delivers, looked at and decided before any
// of it is stored.
//
// It promises: nothing is stored before somebody has said yes to the lines she could
// look at. Start with Delivery.
package arrival
