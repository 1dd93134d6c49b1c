package entrance

import (
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"

	"example.org/meldeportal/tui/style"
)

// quiet is the margin of the QR code in modules. The standard asks for four;
// two are enough on a screen and let the code fit 24 lines.
const quiet = 2

// qrLines draws a QR code in half blocks, two modules a cell, black on white
// whatever the terminal's colours are. It is nil where the text is too long.
func qrLines(text string, inverted bool) []string {
	code, err := qr.Encode(text, qr.L, qr.Auto)
	if err != nil {
		return nil
	}
	n := code.Bounds().Dx()
	dark := func(x, y int) bool {
		inside := x >= 0 && y >= 0 && x < n && y < n
		return (inside && code.At(x, y) == color.Black) != inverted
	}
	var lines []string
	for y := -quiet; y < n+quiet; y += 2 {
		var b strings.Builder
		for x := -quiet; x < n+quiet; x++ {
			b.WriteString(halfBlock(dark(x, y), dark(x, y+1)))
		}
		lines = append(lines, style.QR.Render(b.String()))
	}
	return lines
}

func halfBlock(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}
