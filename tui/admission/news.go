package admission

import (
	"context"
	"strings"

	"example.org/meldeportal/tui/work"
)

// versionName is the name the seen version is remembered by.
const versionName = "einstellung/version"

// UnseenNews is what has changed since the person was here last, "" when
// nothing has or when she is here for the first time. From now on it is seen.
// That it cannot be read or kept is no reason not to let anybody in.
func UnseenNews(ctx context.Context, desk *work.Desk, about *work.About) string {
	kept, err := desk.Memory.Recall(ctx, versionName)
	seen := string(kept[versionName])
	if err != nil || seen == about.Version || about.Version == "" {
		return ""
	}
	if desk.Memory.Remember(ctx, versionName, []byte(about.Version)) != nil || seen == "" {
		return ""
	}
	return since(about.Changes, seen)
}

// since are the versions of the list of changes that are newer than one.
func since(changes, seen string) string {
	newer, _, _ := strings.Cut(changes, "\n## "+seen+"\n")
	return newer
}
