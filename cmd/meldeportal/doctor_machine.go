package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/desk"
)

// lookAtProgram tells which program this is and by which clock it writes. Servers
// often stand at UTC: "today" is then another day after midnight.
func lookAtProgram(context.Context, *examination) (state, string) {
	now := time.Now()
	zone, offset := now.Zone()
	text := fmt.Sprintf("%s, oBDS %s, Zeitzone %s", version, dataset.Version(dataset.Newest), zone)
	if offset == 0 {
		return mind, text + ". In Deutschland gehen Uhrzeiten und „heute“ damit nach; bitte TZ=Europe/Berlin setzen."
	}
	return fine, text
}

// lookAtModes wants folder and files to be this account's alone.
func lookAtModes(_ context.Context, x *examination) (state, string) {
	info, err := os.Stat(x.data)
	if errors.Is(err, fs.ErrNotExist) {
		return mind, x.data + " gibt es noch nicht; der erste Start legt ihn an."
	}
	if err != nil {
		return wrong, x.data + ": " + desk.UnreadableOf(err).Text
	}
	open := modeFaults(x.data, info)
	files, err := filepath.Glob(filepath.Join(x.data, "meldeportal.*"))
	for _, path := range files {
		if info, err := os.Lstat(path); err == nil {
			open = append(open, modeFaults(path, info)...)
		}
	}
	if err != nil || len(open) > 0 {
		return wrong, "Andere Konten kommen heran, oder die Datei gehört einem anderen. Bitte mit chown und chmod (Ordner 700, Dateien 600) richten:\n" + strings.Join(open, "\n")
	}
	return fine, x.data + " gehört diesem Konto allein"
}

// modeFaults names a file that is not this account's alone.
func modeFaults(path string, info fs.FileInfo) []string {
	owner, known := info.Sys().(*syscall.Stat_t)
	if info.Mode().Perm()&0o077 == 0 && info.Mode()&fs.ModeSymlink == 0 && (!known || int(owner.Uid) == os.Geteuid()) {
		return nil
	}
	return []string{path + " " + info.Mode().String()}
}

// Below the first the program should be given room, below the second drafts may soon
// not be stored.
const (
	spaceMind  = 500 << 20
	spaceWrong = 50 << 20
)

func lookAtSpace(_ context.Context, x *examination) (state, string) {
	var fsys unix.Statfs_t
	if err := unix.Statfs(nearestFolder(x.data), &fsys); err != nil {
		return mind, "Der freie Platz ließ sich nicht feststellen."
	}
	free := uint64(fsys.Bavail) * uint64(fsys.Bsize)
	text := fmt.Sprintf("%d MB frei", free>>20)
	switch {
	case free < spaceWrong || fsys.Files > 0 && fsys.Ffree == 0:
		return wrong, text + ". Bitte Platz schaffen: Sonst lässt sich nichts mehr speichern."
	case free < spaceMind:
		return mind, text + ". Bitte bald Platz schaffen."
	}
	return fine, text
}

// nearestFolder is the folder, or the one it would be made in.
func nearestFolder(path string) string {
	for {
		if info, err := os.Stat(path); err == nil && info.IsDir() || path == filepath.Dir(path) {
			return path
		}
		path = filepath.Dir(path)
	}
}

// slowDisk is how long a confirmed write may take; each field that is left is one.
const slowDisk = 50 * time.Millisecond

func lookAtDisk(_ context.Context, x *examination) (state, string) {
	f, err := os.CreateTemp(nearestFolder(x.data), ".meldeportal-doctor-")
	if err != nil {
		return wrong, "In " + nearestFolder(x.data) + " lässt sich nicht schreiben. Bitte Rechte und Laufwerk prüfen."
	}
	defer os.Remove(f.Name())
	defer f.Close()
	var took []time.Duration
	for range 20 {
		begun := time.Now()
		_, err := f.Write(make([]byte, 4096))
		if err == nil {
			err = f.Sync()
		}
		if err != nil {
			return wrong, "Schreiben scheitert. Bitte Platz und Laufwerk prüfen."
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	median := took[len(took)/2]
	text := fmt.Sprintf("ein gesicherter Schreibvorgang dauert %s ms", strings.Replace(fmt.Sprintf("%.1f", float64(median.Microseconds())/1000), ".", ",", 1))
	if median > slowDisk {
		return mind, text + "; jedes Feld wartet so lange. Bitte ein schnelleres Laufwerk nehmen (kein Netzlaufwerk)."
	}
	return fine, text
}

// lookAtMemory says whether patients' names could reach a disk in clear.
func lookAtMemory(context.Context, *examination) (state, string) {
	swaps, err := os.ReadFile("/proc/swaps")
	if err != nil {
		return mind, "Ob ausgelagert wird, ließ sich nicht feststellen. Auslagerung gehört aus oder verschlüsselt."
	}
	var areas []string
	for line := range strings.Lines(string(swaps)) {
		if name, _, _ := strings.Cut(line, " "); strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "/dev/zram") && !strings.HasPrefix(name, "/dev/dm-") {
			areas = append(areas, name)
		}
	}
	if len(areas) > 0 {
		return mind, "Ausgelagert wird nach " + strings.Join(areas, ", ") + "; Namen können dort im Klartext stehen. Bitte abschalten (swapoff) oder verschlüsseln."
	}
	return fine, "nichts wird unverschlüsselt ausgelagert; Speicherabzüge sind abgeschaltet"
}
