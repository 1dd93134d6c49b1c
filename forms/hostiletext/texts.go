// Package hostiletext has texts nobody types on purpose, for the tests of everything
// one types into: whatever comes in, nothing is drawn raw, nothing breaks, and
// what was there stays. Start at Texts.
package hostiletext

import (
	"fmt"
	"strings"
)

// Texts are 200 texts nobody types on purpose: controls, right-to-left,
// invisible and combining characters, broken UTF-8, commands for terminals,
// databases and parsers, and very long ones.
func Texts() []string {
	texts := []string{
		"\x00", "a\x00b", "\x1b[31mrot\x1b[0m", "\x1b]0;Titel\x07", "\x1b[2J\x1b[H", "\x1bP1$r\x1b\\", "\x9b31m", "\x07\x08\x0b\x0c", "\r\n\r\n", "\tTab\t",
		"\u202eabc\u202c", "\u2066abc\u2069", "\u200babc\u200d", "\ufeffabc", "\u00ad", "\u2028\u2029", "\u200e\u200f", "\u061c", "\u180e", "\ufff9x\ufffb",
		"e" + strings.Repeat("\u0301", 60), "Z" + strings.Repeat("\u0336\u0489", 40), "\u0301", "A\u030a", "ﬀ", "ẞß", "ı İ", "ǅ", "Ω", "℡",
		"👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪🇩🇪🇩🇪", "👍🏿", "❤️", "1️⃣", "𝕬𝖇𝖈", "你好世界", "안녕", "مرحبا", "שלום", "नमस्ते", "ไทย", "\U000e0041", "\U0010ffff", "\ue000",
		"\xff\xfe", "\xc3\x28", "\xed\xa0\x80", "\xf5\x80\x80\x80", "abc\xe2\x82", "\xc0\xaf",
		"'; DROP TABLE report; --", `" OR "1"="1`, "1); DELETE FROM draft; --", `\'; SELECT 1`, "%s%n%x", "${jndi:ldap://x}", "$(rm -rf /)", "`id`", "../../etc/passwd", "|ls",
		"<script>alert(1)</script>", "]]>", "<!--", "&amp;&lt;&#0;", "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///'>]>", "&b;", "</Meldung>", "{{.}}", "<a b='c'/>",
		"=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "NaN", "Infinity", "1e308", "0x10", "1.797e309", "-0", "٣", "１２", "½", "1,5,5", ",,,", "...", "---", "~E", "2026-13-45~Q", "31.02.2024", "00.00.0000",
		"99999999999999999999", "0000000000", "A0000000000", "Z999999999", "000000000", "970000011x", "C50.4.4", "C50..", "c 5 0 4", "C50,4;C51", "8500/33", "8500//3",
		"pT2 pT3 pN", "(((((", ")))))", "T(m)(m)(m)", "pppppT2", "yyyyyy", "UICC UICC", "T" + strings.Repeat("1", 200), "Stadium", "N0(sn)(sn)(sn", "m,is,is",
		strings.Repeat("a", 300), strings.Repeat("a ", 3000), strings.Repeat("ä", 5000), strings.Repeat("\U0001f600", 2000), strings.Repeat("x", 100_000),
		strings.Repeat("\u202e", 1000), strings.Repeat("\n", 2000), strings.Repeat("\x1b[A", 500), strings.Repeat("T2 N1 ", 5000), strings.Repeat("9", 100_000),
	}
	for i := len(texts); i < 200; i++ { // every control and format character, each inside a word
		texts = append(texts, fmt.Sprintf("x%cy%cz", rune(i-80), 0x2000+rune(i-100)))
	}
	return texts
}
