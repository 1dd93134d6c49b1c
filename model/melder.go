package model

// Absender is who produces the document (Absender_Typ).
type Absender struct {
	AbsenderID      Text
	SoftwareID      Text
	SoftwareVersion Text
	InstallationsID Text
	Bezeichnung     Text
	Ansprechpartner Text
	Anschrift       Text
	Telefon         Text
	EMail           Text
}

// Melder is the reporting site (Melder_Typ).
type Melder struct {
	ID                 Text
	IdentNummern       *IdentNummern
	KHAbtStationPraxis Text
	Arztname           Text
	Anschrift          Text
	PLZ                Code
	Ort                Text
	Bankname           Text
	Kontoinhaber       Text
	BIC                Text
	IBAN               Text
}

// IdentNummern are the official numbers of a site or physician (Ident_Nummern_Typ).
type IdentNummern struct {
	IKNR, LANR, BSNR, ZANR Code
}
