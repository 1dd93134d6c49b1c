package field

import (
	"reflect"

	"example.org/meldeportal/model"
)

// Copy is the same report, sharing nothing with the given one. A list without
// items becomes none.
func Copy(r *model.Report) *model.Report {
	out := new(model.Report)
	deepCopy(reflect.ValueOf(out).Elem(), reflect.ValueOf(r).Elem())
	return out
}

// deepCopy copies plain data: structs, pointers, lists and strings.
func deepCopy(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Struct:
		for i := range from.NumField() {
			deepCopy(to.Field(i), from.Field(i))
		}
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			deepCopy(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		if from.Len() > 0 {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
		}
		for i := range from.Len() {
			deepCopy(to.Index(i), from.Index(i))
		}
	default:
		to.Set(from)
	}
}
