<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>There is no environment “%1”.</source>
        <translation>Es gibt keine Umgebung „%1“.</translation>
    </message>
    <message>
        <source>A no-go needs a reason.</source>
        <translation>Ein No-go braucht eine Begründung.</translation>
    </message>
    <message>
        <source>“Failed” and “not applicable” need a reason.</source>
        <translation>„Fehlgeschlagen“ und „nicht zutreffend“ brauchen eine Begründung.</translation>
    </message>
    <message>
        <source>A waiver carries no signature that can be checked.</source>
        <translation>Eine Ausnahme trägt keine Unterschrift, die sich prüfen lässt.</translation>
    </message>
    <message>
        <source>The signature of %1 under a waiver does not verify: %2</source>
        <translation>Die Unterschrift von %1 unter einer Ausnahme hält der Prüfung nicht stand: %2</translation>
    </message>
    <message>
        <source>slipway.yaml says something else by now. Look at it again.</source>
        <translation>slipway.yaml sagt inzwischen etwas anderes. Sehen Sie es noch einmal an.</translation>
    </message>
    <message>
        <source>The signature of %1 under who may sign does not verify: %2</source>
        <translation>Die Unterschrift von %1 darunter, wer unterschreiben darf, hält der Prüfung nicht stand: %2</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>es gibt keine</translation>
    </message>
    <message>
        <source>The check of “%1” could not say. Write what you saw instead.</source>
        <translation>Die Prüfung von „%1“ konnte es nicht sagen. Schreiben Sie, was Sie stattdessen gesehen haben.</translation>
    </message>
    <message>
        <source>%1 Run it again before you sign.</source>
        <translation>%1 Führen Sie ihn erneut aus, bevor Sie unterschreiben.</translation>
    </message>
    <message>
        <source>as its plan says, by its guard: %1</source>
        <translation>wie ihr Plan sagt, durch ihren Wächter: %1</translation>
    </message>
    <message>
        <source>as its plan says, because the canary failed: “%1”</source>
        <translation>wie ihr Plan sagt, weil der Canary fehlschlug: „%1“</translation>
    </message>
</context>
<context>
    <name>AlertCard</name>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Kill switch…</source>
        <translation>Notschalter …</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz …</translation>
    </message>
    <message>
        <source>Open the watch</source>
        <translation>Beobachtung öffnen</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Show the lines…</source>
        <translation>Zeilen zeigen …</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>Alerting</name>
    <message>
        <source>slipway.yaml names it no more</source>
        <translation>slipway.yaml nennt ihn nicht mehr</translation>
    </message>
    <message>
        <source>There is no alert channel “%1”.</source>
        <translation>Es gibt keinen Meldeweg „%1“.</translation>
    </message>
    <message>
        <source>it was answered with %1</source>
        <translation>die Antwort war %1</translation>
    </message>
</context>
<context>
    <name>Anchoring</name>
    <message>
        <source>slipway.yaml wants no anchors (`anchor: none`)</source>
        <translation>slipway.yaml will keine Anker (`anchor: none`)</translation>
    </message>
    <message>
        <source>the ledger is empty</source>
        <translation>das Journal ist leer</translation>
    </message>
</context>
<context>
    <name>AnswerDialog</name>
    <message>
        <source>What you saw (kept as evidence)</source>
        <translation>Was Sie gesehen haben (wird als Nachweis aufbewahrt)</translation>
    </message>
    <message>
        <source>%1 → %2 · %3</source>
        <translation>%1 → %2 · %3</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>Nicht zutreffend</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Say what failed, so that others can act on it.</source>
        <translation>Schreiben Sie, was fehlgeschlagen ist, damit andere handeln können.</translation>
    </message>
    <message>
        <source>Say why this does not apply here.</source>
        <translation>Schreiben Sie, warum das hier nicht zutrifft.</translation>
    </message>
    <message>
        <source>Say what you saw, because its check could not say.</source>
        <translation>Sagen Sie, was Sie gesehen haben, denn die Prüfung konnte es nicht sagen.</translation>
    </message>
</context>
<context>
    <name>AttemptRuns</name>
    <message>
        <source>slipway.yaml does not name this host any more</source>
        <translation>slipway.yaml nennt diesen Host nicht mehr</translation>
    </message>
    <message>
        <source>the recorded digest is not that of the plan</source>
        <translation>die aufgezeichnete Prüfsumme ist nicht die des Plans</translation>
    </message>
    <message>
        <source>stopped before it began</source>
        <translation>vor dem Beginn angehalten</translation>
    </message>
    <message>
        <source>was not started: %1 (%2)</source>
        <translation>wurde nicht gestartet: %1 (%2)</translation>
    </message>
    <message>
        <source>outcome unknown: %1</source>
        <translation>Ausgang unbekannt: %1</translation>
    </message>
    <message>
        <source>%1; the host&apos;s disk was full, its output may be incomplete</source>
        <translation>%1; der Datenträger des Hosts war voll, die Ausgabe ist möglicherweise unvollständig</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>New release…</source>
        <translation>Neues Release…</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>No environments in this workspace</source>
        <translation>Keine Umgebungen in diesem Arbeitsbereich</translation>
    </message>
    <message>
        <source>Add them under “environments:” in slipway.yaml; “slipway check” tells what is missing.</source>
        <translation>Tragen Sie sie unter „environments:“ in slipway.yaml ein; „slipway check“ sagt, was fehlt.</translation>
    </message>
    <message numerus="yes">
        <source>%n environments</source>
        <translation>
            <numerusform>%n Umgebung</numerusform>
            <numerusform>%n Umgebungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hosts</source>
        <translation>
            <numerusform>%n Host</numerusform>
            <numerusform>%n Hosts</numerusform>
        </translation>
    </message>
    <message>
        <source>The repository has no tag that could be released yet</source>
        <translation>Im Repository gibt es noch kein Tag, das freigegeben werden könnte</translation>
    </message>
</context>
<context>
    <name>ChangeList</name>
    <message>
        <source>What changed, line by line</source>
        <translation>Was sich geändert hat, Zeile für Zeile</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>What changed since it was signed</source>
        <translation>Was sich seit der Unterschrift geändert hat</translation>
    </message>
    <message>
        <source>%1 The sign-offs do not count for that. Abandon %2 and start again.</source>
        <translation>%1 Dafür zählen die Freigaben nicht. Geben Sie %2 auf und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ChannelCard</name>
    <message>
        <source>Does not arrive</source>
        <translation>Kommt nicht an</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>Kommt an</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Nicht versucht</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Test the channel %1: %2</source>
        <translation>Den Meldeweg %1 testen: %2</translation>
    </message>
</context>
<context>
    <name>CheckpointCard</name>
    <message>
        <source>Sign…</source>
        <translation>Signieren…</translation>
    </message>
    <message>
        <source>Hour %1</source>
        <translation>Stunde %1</translation>
    </message>
    <message>
        <source>After %1</source>
        <translation>Nach %1</translation>
    </message>
    <message>
        <source>signed %1 · %2</source>
        <translation>signiert %1 · %2</translation>
    </message>
    <message>
        <source>Sign the checkpoint of %1</source>
        <translation>Den Prüfpunkt von %1 signieren</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n rules</source>
        <translation>
            <numerusform>%n Regel</numerusform>
            <numerusform>%n Regeln</numerusform>
        </translation>
    </message>
    <message>
        <source>signed late, %1 · %2</source>
        <translation>verspätet unterschrieben, %1 · %2</translation>
    </message>
    <message>
        <source>overdue since %1</source>
        <translation>überfällig seit %1</translation>
    </message>
    <message>
        <source>to be signed by %1</source>
        <translation>zu unterschreiben bis %1</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden…</translation>
    </message>
    <message>
        <source>Decide about the checkpoint of %1</source>
        <translation>Über den Prüfpunkt %1 entscheiden</translation>
    </message>
</context>
<context>
    <name>CheckpointDecisionDialog</name>
    <message>
        <source>Reason (kept with the signature)</source>
        <translation>Begründung (wird mit der Unterschrift aufbewahrt)</translation>
    </message>
    <message>
        <source>How long it is judged from now on</source>
        <translation>Wie lange von jetzt an geurteilt wird</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>Verlängern</translation>
    </message>
    <message>
        <source>Accept as it is</source>
        <translation>So annehmen</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>The checkpoint after %1 failed</source>
        <translation>Der Prüfpunkt nach %1 ist nicht bestanden</translation>
    </message>
    <message>
        <source>The checkpoint after %1 is inconclusive</source>
        <translation>Der Prüfpunkt nach %1 ist ohne Ergebnis</translation>
    </message>
    <message>
        <source>%1 on %2 · %3</source>
        <translation>%1 auf %2 · %3</translation>
    </message>
    <message>
        <source>What was asked, rule by rule</source>
        <translation>Was gefragt war, Regel für Regel</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>judged from %1 to %2</source>
        <translation>beurteilt von %1 bis %2</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>Verlängert</translation>
    </message>
    <message>
        <source>Extending judges it again, on the next</source>
        <translation>Verlängern heißt: neu urteilen, über die nächsten</translation>
    </message>
    <message>
        <source>Somebody has decided meanwhile. Close this and look at it again.</source>
        <translation>Inzwischen hat jemand entschieden. Schließen Sie dies und sehen Sie noch einmal nach.</translation>
    </message>
    <message>
        <source>Write the reason first</source>
        <translation>Schreiben Sie zuerst die Begründung</translation>
    </message>
</context>
<context>
    <name>CheckpointDialog</name>
    <message>
        <source>Sign the checkpoint after %1</source>
        <translation>Prüfpunkt nach %1 signieren</translation>
    </message>
    <message>
        <source>%1 on %2 · %3</source>
        <translation>%1 auf %2 · %3</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>Note (kept with the signature)</source>
        <translation>Notiz (wird mit der Signatur aufbewahrt)</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signieren</translation>
    </message>
    <message>
        <source>What was asked, rule by rule</source>
        <translation>Was gefragt war, Regel für Regel</translation>
    </message>
</context>
<context>
    <name>CriteriaList</name>
    <message>
        <source>Success criteria, so far</source>
        <translation>Erfolgskriterien, bisher</translation>
    </message>
</context>
<context>
    <name>DeploymentList</name>
    <message>
        <source>self-approved</source>
        <translation>selbst freigegeben</translation>
    </message>
    <message>
        <source>Deployments, newest first</source>
        <translation>Bereitstellungen, neueste zuerst</translation>
    </message>
</context>
<context>
    <name>DeploymentsPanel</name>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Bereitstellungen</translation>
    </message>
    <message>
        <source>Deployments, newest first</source>
        <translation>Bereitstellungen, neueste zuerst</translation>
    </message>
    <message>
        <source>No deployment yet</source>
        <translation>Noch keine Bereitstellung</translation>
    </message>
    <message>
        <source>“New release…” starts the first one. Every step, sign-off and decision is kept here.</source>
        <translation>„Neues Release…“ beginnt die erste. Jeder Schritt, jede Freigabe und jede Entscheidung bleibt hier erhalten.</translation>
    </message>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n aufgezeichnet</numerusform>
            <numerusform>%n aufgezeichnet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>A release of %1 is watched</source>
        <translation>Eine Auslieferung von %1 wird beobachtet</translation>
    </message>
</context>
<context>
    <name>Dossier</name>
    <message>
        <source>Only what people did</source>
        <translation>Nur, was Menschen taten</translation>
    </message>
    <message>
        <source>Walkthrough</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>Export proof…</source>
        <translation>Nachweis exportieren…</translation>
    </message>
    <message>
        <source>The whole dossier as PDF, HTML or Markdown</source>
        <translation>Das ganze Dossier als PDF, HTML oder Markdown</translation>
    </message>
    <message>
        <source>All entries, signatures and output as a folder that sha256sum and ssh-keygen check</source>
        <translation>Alle Einträge, Unterschriften und Ausgaben als Ordner, den sha256sum und ssh-keygen prüfen</translation>
    </message>
    <message>
        <source>started %1 by %2</source>
        <translation>begonnen %1 von %2</translation>
    </message>
    <message>
        <source>live after %1</source>
        <translation>live nach %1</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>beendet %1</translation>
    </message>
    <message numerus="yes">
        <source>%n sign-offs</source>
        <translation>
            <numerusform>%n Freigabe</numerusform>
            <numerusform>%n Freigaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n self-approved</source>
        <translation>
            <numerusform>%n Eigenfreigabe</numerusform>
            <numerusform>%n Eigenfreigaben</numerusform>
        </translation>
    </message>
    <message>
        <source>before it ran %1</source>
        <translation>davor lief %1</translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n Commit</numerusform>
            <numerusform>%n Commits</numerusform>
        </translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>marked bad: %1</source>
        <translation>als schlecht markiert: %1</translation>
    </message>
    <message>
        <source>commit %1</source>
        <translation>Commit %1</translation>
    </message>
    <message>
        <source>commit %1 · fingerprint %2</source>
        <translation>Commit %1 · Fingerabdruck %2</translation>
    </message>
    <message>
        <source>It was never live.</source>
        <translation>Sie war nie live.</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Nachprüfen…</translation>
    </message>
    <message>
        <source>emergency: %1</source>
        <translation>Notfall: %1</translation>
    </message>
    <message>
        <source>reviewed by %1: %2</source>
        <translation>nachgeprüft von %1: %2</translation>
    </message>
</context>
<context>
    <name>DossierExport</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>There is no deployment %1.</source>
        <translation>Es gibt keine Bereitstellung %1.</translation>
    </message>
    <message>
        <source>%1 exists already; name a folder that does not</source>
        <translation>%1 gibt es schon; nennen Sie einen Ordner, den es noch nicht gibt</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>der Ordner lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>the disk is full, or something else keeps it from being written</source>
        <translation>der Datenträger ist voll, oder etwas anderes verhindert das Schreiben</translation>
    </message>
    <message>
        <source>it cannot be put in place</source>
        <translation>er lässt sich nicht an seinen Platz bringen</translation>
    </message>
</context>
<context>
    <name>Driver</name>
    <message>
        <source>Whether “%1” still runs there is not known, so nothing is undone beside it</source>
        <translation>Ob „%1“ dort noch läuft, ist nicht bekannt; daneben wird nichts zurückgenommen</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
</context>
<context>
    <name>EnvironmentCard</name>
    <message>
        <source>soaked %1</source>
        <translation>bewährt %1</translation>
    </message>
    <message>
        <source>24 h ago</source>
        <translation>vor 24 h</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation>p95-Latenz</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>Fehlerrate</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>mixed versions</source>
        <translation>gemischte Versionen</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>nothing deployed yet</source>
        <translation>noch nichts bereitgestellt</translation>
    </message>
    <message>
        <source>not deployed by Slipway</source>
        <translation>nicht von Slipway bereitgestellt</translation>
    </message>
    <message>
        <source>deployed %1 by %2 · %3</source>
        <translation>bereitgestellt %1 von %2 · %3</translation>
    </message>
    <message>
        <source>%1 up · %2 observed</source>
        <translation>%1 verfügbar · %2 beobachtet</translation>
    </message>
    <message>
        <source>not observed yet</source>
        <translation>noch nicht beobachtet</translation>
    </message>
    <message>
        <source>%1 · %2 not read</source>
        <translation>%1 · %2 nicht gelesen</translation>
    </message>
    <message>
        <source>waits for a decision</source>
        <translation>wartet auf eine Entscheidung</translation>
    </message>
    <message>
        <source>deployment runs</source>
        <translation>Bereitstellung läuft</translation>
    </message>
    <message>
        <source>no sign-off needed</source>
        <translation>keine Freigabe nötig</translation>
    </message>
    <message numerus="yes">
        <source>%n sign-offs needed</source>
        <translation>
            <numerusform>%n Freigabe nötig</numerusform>
            <numerusform>%n Freigaben nötig</numerusform>
        </translation>
    </message>
    <message>
        <source>checklist %1 / %2 signed</source>
        <translation>Checkliste %1 / %2 signiert</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Deploy %1…</source>
        <translation>%1 bereitstellen…</translation>
    </message>
    <message>
        <source>Rehearse rollback…</source>
        <translation>Rücknahme proben…</translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation>Mehr über %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more, all healthy</source>
        <translation>
            <numerusform>und %n weiterer, gesund</numerusform>
            <numerusform>und %n weitere, alle gesund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more, %1 healthy</source>
        <translation>
            <numerusform>und %n weiterer, %1 gesund</numerusform>
            <numerusform>und %n weitere, %1 gesund</numerusform>
        </translation>
    </message>
    <message>
        <source>rehearsed %1 by %2 · %3</source>
        <translation>geprobt %1 von %2 · %3</translation>
    </message>
    <message>
        <source>Stop the line…</source>
        <translation>Linie anhalten…</translation>
    </message>
    <message>
        <source>stopped: %1</source>
        <translation>angehalten: %1</translation>
    </message>
    <message>
        <source>Open the line…</source>
        <translation>Linie freigeben…</translation>
    </message>
    <message>
        <source>waits since %1</source>
        <translation>wartet seit %1</translation>
    </message>
    <message>
        <source>waits since %1 on %2</source>
        <translation>wartet seit %1 auf %2</translation>
    </message>
    <message>
        <source>Contacts: %1</source>
        <translation>Kontakte: %1</translation>
    </message>
    <message>
        <source>Maintenance…</source>
        <translation>Wartung …</translation>
    </message>
    <message>
        <source>maintenance until %1</source>
        <translation>Wartung bis %1</translation>
    </message>
    <message>
        <source>End maintenance…</source>
        <translation>Wartung beenden …</translation>
    </message>
    <message>
        <source>planned maintenance until %1</source>
        <translation>geplante Wartung bis %1</translation>
    </message>
</context>
<context>
    <name>EnvironmentLock</name>
    <message>
        <source>Another desk</source>
        <translation>Ein anderer Arbeitsplatz</translation>
    </message>
    <message>
        <source>it seems: the host has lost its record of the lock</source>
        <translation>so scheint es: der Host hat seine Aufzeichnung der Sperre verloren</translation>
    </message>
    <message>
        <source>it has given it back since</source>
        <translation>inzwischen wieder zurückgegeben</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>The part of Slipway that should have answered is gone. Nothing is half-done; try again.</source>
        <translation>Der Teil von Slipway, der antworten sollte, ist nicht mehr da. Nichts ist halb getan; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Stopped, as asked.</source>
        <translation>Wie gewünscht angehalten.</translation>
    </message>
    <message>
        <source>No answer in time, so the outcome may be unknown. Slipway asks the host before anything is repeated.</source>
        <translation>Keine Antwort in der vorgesehenen Zeit; der Ausgang kann unbekannt sein. Slipway fragt den Host, bevor etwas wiederholt wird.</translation>
    </message>
    <message>
        <source>This does not exist. Check the name.</source>
        <translation>Das gibt es nicht. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Somebody else was faster. Look at what changed, then decide again.</source>
        <translation>Jemand anderes war schneller. Sehen Sie nach, was sich geändert hat, und entscheiden Sie dann neu.</translation>
    </message>
    <message>
        <source>Another Slipway holds this now. It is free when that one ends.</source>
        <translation>Ein anderes Slipway hält dies gerade. Es wird frei, sobald jenes endet.</translation>
    </message>
    <message>
        <source>The data on this computer cannot be read or written. Check the disk&apos;s space and rights; nothing was started.</source>
        <translation>Die Daten auf diesem Computer lassen sich nicht lesen oder schreiben. Prüfen Sie Speicherplatz und Rechte; nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>Stored data does not verify. Slipway writes nothing until this is understood: run “slipway ledger verify”.</source>
        <translation>Gespeicherte Daten bestehen die Prüfung nicht. Slipway schreibt nichts, bis das geklärt ist: Rufen Sie „slipway ledger verify“ auf.</translation>
    </message>
    <message>
        <source>A newer Slipway wrote this, so it can only be read here. Update Slipway to go on.</source>
        <translation>Ein neueres Slipway hat dies geschrieben; hier lässt es sich nur lesen. Aktualisieren Sie Slipway, um fortzufahren.</translation>
    </message>
    <message>
        <source>The connection broke. What runs on the host goes on there; Slipway picks it up again.</source>
        <translation>Die Verbindung ist abgebrochen. Was auf dem Host läuft, läuft dort weiter; Slipway nimmt es wieder auf.</translation>
    </message>
    <message>
        <source>This host&apos;s key is not known yet. Compare its fingerprint before you trust it.</source>
        <translation>Der Schlüssel dieses Hosts ist noch nicht bekannt. Vergleichen Sie seinen Fingerabdruck, bevor Sie ihm vertrauen.</translation>
    </message>
    <message>
        <source>The host shows another key than before. Somebody may be in between: Slipway does not connect until the recorded key is changed on purpose.</source>
        <translation>Der Host zeigt einen anderen Schlüssel als zuvor. Möglicherweise ist jemand dazwischen: Slipway verbindet sich nicht, bis der hinterlegte Schlüssel bewusst geändert wird.</translation>
    </message>
    <message>
        <source>This host&apos;s key is revoked. Slipway never connects with it.</source>
        <translation>Der Schlüssel dieses Hosts ist widerrufen. Slipway verbindet sich nie damit.</translation>
    </message>
    <message>
        <source>The host accepts none of your keys. Check the user name and that your public key is in its authorized_keys.</source>
        <translation>Der Host nimmt keinen Ihrer Schlüssel an. Prüfen Sie den Benutzernamen und ob Ihr öffentlicher Schlüssel dort in authorized_keys steht.</translation>
    </message>
    <message>
        <source>The host cannot run steps. Mend it, then try again; nothing was started.</source>
        <translation>Der Host kann keine Schritte ausführen. Beheben Sie das und versuchen Sie es dann erneut; nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>Another desk took this environment over; the host refuses this one.</source>
        <translation>Ein anderer Arbeitsplatz hat diese Umgebung übernommen; der Host weist diesen ab.</translation>
    </message>
    <message>
        <source>The other side answered in a way that breaks its own rules.</source>
        <translation>Die Gegenseite hat in einer Weise geantwortet, die gegen ihre eigenen Regeln verstößt.</translation>
    </message>
    <message>
        <source>The fault is on this computer, not on the target. Check the network here.</source>
        <translation>Der Fehler liegt auf diesem Computer, nicht beim Ziel. Prüfen Sie hier das Netzwerk.</translation>
    </message>
    <message>
        <source>A program that is needed is not installed here. Install it, then try again.</source>
        <translation>Ein benötigtes Programm ist hier nicht installiert. Installieren Sie es und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The signature could not be made or does not verify. Nothing was signed; check your key or agent.</source>
        <translation>Die Signatur ließ sich nicht erstellen oder besteht die Prüfung nicht. Nichts wurde signiert; prüfen Sie Ihren Schlüssel oder Agenten.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>The private key for this host is encrypted. Slipway asks for its passphrase, or takes the key from your SSH agent.</source>
        <translation>Der private Schlüssel für diesen Host ist verschlüsselt. Slipway fragt nach der Passphrase oder nimmt den Schlüssel aus dem SSH-Agenten.</translation>
    </message>
    <message>
        <source>Nothing was changed; correct it and try again.</source>
        <translation>Nichts wurde geändert; bitte berichtigen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The security key for this host signs only with its PIN. Slipway asks for it.</source>
        <translation>Der Sicherheitsschlüssel für diesen Host signiert nur mit seiner PIN. Slipway fragt danach.</translation>
    </message>
    <message>
        <source>No connection, and nothing was started. Check the network and the host.</source>
        <translation>Keine Verbindung; nichts wurde gestartet. Prüfen Sie Netzwerk und Host.</translation>
    </message>
    <message>
        <source>its key is not known yet</source>
        <translation>sein Schlüssel ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>it shows another key than before</source>
        <translation>er zeigt einen anderen Schlüssel als zuvor</translation>
    </message>
    <message>
        <source>its key is revoked</source>
        <translation>sein Schlüssel ist widerrufen</translation>
    </message>
    <message>
        <source>waits for your passphrase</source>
        <translation>wartet auf Ihre Passphrase</translation>
    </message>
    <message>
        <source>waits for your PIN</source>
        <translation>wartet auf Ihre PIN</translation>
    </message>
    <message>
        <source>Compare the key…</source>
        <translation>Schlüssel vergleichen…</translation>
    </message>
    <message>
        <source>Enter the passphrase…</source>
        <translation>Passphrase eingeben…</translation>
    </message>
    <message>
        <source>Enter the PIN…</source>
        <translation>PIN eingeben…</translation>
    </message>
</context>
<context>
    <name>FailureDialog</name>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>Your decision is recorded in the ledger</source>
        <translation>Ihre Entscheidung wird im Journal aufgezeichnet</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>“%1” was interrupted on %2: outcome unknown</source>
        <translation>„%1“ wurde auf %2 unterbrochen: Ausgang unbekannt</translation>
    </message>
    <message>
        <source>“%1” failed on %2</source>
        <translation>„%1“ ist auf %2 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Finished: %1.</source>
        <translation>Fertig: %1.</translation>
    </message>
    <message>
        <source>Not offered: %1</source>
        <translation>Nicht angeboten: %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Retry on %1</source>
        <translation>Auf %1 wiederholen</translation>
    </message>
    <message>
        <source>Run the step again, although the first try may have had its effect</source>
        <translation>Den Schritt erneut ausführen, obwohl der erste Versuch gewirkt haben kann</translation>
    </message>
    <message>
        <source>Run the step again on the failed host only</source>
        <translation>Den Schritt nur auf dem fehlgeschlagenen Host erneut ausführen</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Exclude the host</source>
        <translation>Host ausschließen</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source> (≈ %1)</source>
        <translation> (≈ %1)</translation>
    </message>
    <message>
        <source>Stays: %1</source>
        <translation>Bleibt: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Run the step again</source>
        <translation>Den Schritt erneut ausführen</translation>
    </message>
    <message>
        <source>Run again what failed, on these hosts only</source>
        <translation>Fehlgeschlagenes erneut ausführen, nur auf diesen Hosts</translation>
    </message>
    <message>
        <source>Exclude %1…</source>
        <translation>%1 ausschließen…</translation>
    </message>
    <message>
        <source>Go on with the other hosts. %1 stays as it is, so that %2 may run two versions.</source>
        <translation>Mit den anderen Hosts weitermachen. %1 bleibt unverändert; auf %2 laufen dann möglicherweise zwei Versionen.</translation>
    </message>
    <message>
        <source>Continue with a waiver…</source>
        <translation>Mit Ausnahme fortfahren…</translation>
    </message>
    <message>
        <source>Go on without “%1” on %2, with your name and a reason.</source>
        <translation>Ohne „%1“ auf %2 weitermachen, mit Namen und Begründung.</translation>
    </message>
    <message>
        <source>“%1” could not be checked on %2</source>
        <translation>„%1“ ließ sich auf %2 nicht prüfen</translation>
    </message>
    <message>
        <source>Answer it yourself…</source>
        <translation>Selbst beantworten…</translation>
    </message>
    <message>
        <source>Look, and say what you saw: passed, failed or not applicable, with your name</source>
        <translation>Sehen Sie nach und sagen Sie, was Sie gesehen haben: bestanden, fehlgeschlagen oder nicht zutreffend, mit Ihrem Namen</translation>
    </message>
    <message>
        <source>IF IT FAILS</source>
        <translation>BEI FEHLER</translation>
    </message>
    <message>
        <source>CONTACTS</source>
        <translation>KONTAKTE</translation>
    </message>
</context>
<context>
    <name>Follower</name>
    <message>
        <source>%1  %2 → %3  (commit %4, started by %5)</source>
        <translation>%1  %2 → %3  (Commit %4, gestartet von %5)</translation>
    </message>
    <message>
        <source>  connection lost, the step keeps running on %1</source>
        <translation>  Verbindung verloren, der Schritt läuft auf %1 weiter</translation>
    </message>
    <message>
        <source>  connected again to %1, no output lost</source>
        <translation>  wieder mit %1 verbunden, keine Ausgabe verloren</translation>
    </message>
    <message>
        <source>%1 is not driven on.</source>
        <translation>%1 wird nicht weitergeführt.</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Sign with: slipway sign %1 %2 --as PERSON, then run this command again.</source>
        <translation>Signieren mit: slipway sign %1 %2 --as PERSON; danach diesen Befehl erneut aufrufen.</translation>
    </message>
    <message>
        <source>%1 waits for somebody to accept the host key of %2.</source>
        <translation>%1 wartet, bis jemand den Hostschlüssel von %2 annimmt.</translation>
    </message>
    <message>
        <source>%1 is interrupted: the outcome of a step is not known. Look at the host, then decide: slipway decide %1 retry | rollback --reason TEXT</source>
        <translation>%1 ist unterbrochen: Der Ausgang eines Schritts ist nicht bekannt. Sehen Sie auf dem Host nach und entscheiden Sie dann: slipway decide %1 retry | rollback --reason TEXT</translation>
    </message>
    <message>
        <source>%1 is being rolled back.</source>
        <translation>%1 wird zurückgenommen.</translation>
    </message>
    <message>
        <source>%1 is paused: %2</source>
        <translation>%1 ist pausiert: %2</translation>
    </message>
    <message>
        <source>✓ %1 runs on %2 again.</source>
        <translation>✓ %1 läuft wieder auf %2.</translation>
    </message>
    <message>
        <source>✓ %1 is live on %2.</source>
        <translation>✓ %1 ist live auf %2.</translation>
    </message>
    <message>
        <source>%1 ended: %2.</source>
        <translation>%1 ist beendet: %2.</translation>
    </message>
    <message>
        <source>%1 waits for a passphrase.</source>
        <translation>%1 wartet auf eine Passphrase.</translation>
    </message>
    <message>
        <source>%1 is held by %2 since %3 (%4, %5; last sign of life %6 ago; %7 of its steps run), as %8 says.</source>
        <translation>%1 wird seit %3 von %2 gehalten (%4, %5; letztes Lebenszeichen vor %6; laufende Schritte: %7), laut %8.</translation>
    </message>
    <message>
        <source>Run this command again when it is free, or take it over: slipway decide %1 take-over --reason TEXT</source>
        <translation>Diesen Befehl erneut aufrufen, sobald die Umgebung frei ist, oder sie übernehmen: slipway decide %1 take-over --reason TEXT</translation>
    </message>
    <message>
        <source>%1 failed. Decide: slipway decide %1 %2 --reason TEXT</source>
        <translation>%1 ist fehlgeschlagen. Entscheiden mit: slipway decide %1 %2 --reason TEXT</translation>
    </message>
    <message>
        <source>%1 took %2 over (%3); the hosts refuse the steps of %4 from now on. Take it back only after talking to them: slipway decide %4 take-over --reason TEXT</source>
        <translation>%1 hat %2 übernommen (%3); die Hosts nehmen von nun an keine Schritte von %4 mehr an. Erst nach Absprache zurückholen: slipway decide %4 take-over --reason TEXT</translation>
    </message>
    <message>
        <source>  uploading to %1: %2 % of %3</source>
        <translation>  wird auf %1 hochgeladen: %2 % von %3</translation>
    </message>
    <message>
        <source>output cannot be kept here now (%1); the hosts keep it, the steps run on, and it is fetched as soon as there is room</source>
        <translation>Ausgabe lässt sich hier jetzt nicht aufbewahren (%1); die Hosts bewahren sie auf, die Schritte laufen weiter, und sie wird geholt, sobald Platz ist</translation>
    </message>
    <message>
        <source>output is kept here again</source>
        <translation>Ausgabe wird hier wieder aufbewahrt</translation>
    </message>
    <message>
        <source>%1 stays as it is. Mend this, then run the same command again.</source>
        <translation>%1 bleibt, wie es ist. Beheben Sie das und geben Sie denselben Befehl noch einmal ein.</translation>
    </message>
    <message>
        <source>%1 waits: %2. What has begun is finished; nothing new begins. With --wait, and in an open window, it goes on by itself; rolling back is open.</source>
        <translation>%1 wartet: %2. Was begonnen hat, läuft zu Ende; Neues beginnt nicht. Mit --wait und in einem offenen Fenster geht es von selbst weiter; zurücknehmen geht immer.</translation>
    </message>
    <message>
        <source>waits: %1</source>
        <translation>wartet: %1</translation>
    </message>
    <message>
        <source>%1 stopped, because something changed after it was fixed: %2 See it line by line with slipway show %1; abandon it and start again.</source>
        <translation>%1 hält an, denn nach dem Festlegen hat sich etwas geändert: %2 Zeile für Zeile zeigt es slipway show %1; geben Sie sie auf und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The check of “%2” could not say (%3). Look yourself and answer it: slipway sign %1 %4 --note TEXT [--failed | --not-applicable]; or decide: slipway decide %1 %5 --reason TEXT</source>
        <translation>Die Prüfung von „%2“ konnte es nicht sagen (%3). Sehen Sie selbst nach und beantworten Sie es: slipway sign %1 %4 --note TEXT [--failed | --not-applicable]; oder entscheiden Sie: slipway decide %1 %5 --reason TEXT</translation>
    </message>
    <message>
        <source>The ledger&apos;s head could not be anchored: %1</source>
        <translation>Der Kopf des Journals konnte nicht verankert werden: %1</translation>
    </message>
    <message>
        <source>▲ %1 is rolled back, as its plan says.</source>
        <translation>▲ %1 wird zurückgenommen, wie der Plan sagt.</translation>
    </message>
    <message>
        <source>%1 waits for a PIN.</source>
        <translation>%1 wartet auf eine PIN.</translation>
    </message>
    <message>
        <source>It is tried again for %1.</source>
        <translation>Es wird noch %1 lang wieder versucht.</translation>
    </message>
    <message>
        <source>This did not mend itself within %1. %2 stays as it is.</source>
        <translation>Das hat sich binnen %1 nicht von selbst behoben. %2 bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>try %1 of %2</source>
        <translation>Versuch %1 von %2</translation>
    </message>
    <message>
        <source>standard error</source>
        <translation>Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>Lines that were found, newest first</source>
        <translation>Gefundene Zeilen, neueste zuerst</translation>
    </message>
</context>
<context>
    <name>FoundOutput</name>
    <message>
        <source>Show in the release</source>
        <translation>Im Release anzeigen</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output of %1</source>
        <translation>Ausgabe von %1</translation>
    </message>
    <message>
        <source>try %1 of %2</source>
        <translation>Versuch %1 von %2</translation>
    </message>
    <message>
        <source>only what is around the line is shown</source>
        <translation>nur die Zeilen ringsum werden gezeigt</translation>
    </message>
    <message>
        <source>Choose a line above to see it where it stands.</source>
        <translation>Wählen Sie oben eine Zeile, um sie im Zusammenhang zu sehen.</translation>
    </message>
    <message>
        <source>Show the watch</source>
        <translation>Beobachtung zeigen</translation>
    </message>
</context>
<context>
    <name>FramedDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>GateList</name>
    <message>
        <source>met</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <source>met by waiting</source>
        <translation>durch Warten erfüllt</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>nicht erfüllt</translation>
    </message>
    <message>
        <source>Waive…</source>
        <translation>Ausnahme…</translation>
    </message>
    <message>
        <source>waived</source>
        <translation>Ausnahme</translation>
    </message>
    <message>
        <source>Sign waiver…</source>
        <translation>Gegenzeichnen…</translation>
    </message>
    <message>
        <source>Clear…</source>
        <translation>Entlasten…</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Accept…</source>
        <translation>Annehmen…</translation>
    </message>
</context>
<context>
    <name>Guarding</name>
    <message>
        <source>the checkpoint after %1 failed: %2</source>
        <translation>der Prüfpunkt nach %1 ist nicht bestanden: %2</translation>
    </message>
    <message>
        <source>down for %1 since %2: %3</source>
        <translation>seit %1 ausgefallen, von %2 an: %3</translation>
    </message>
    <message>
        <source>the guard of %1 (%2) holds: %3</source>
        <translation>der Wächter von %1 (%2) hält an: %3</translation>
    </message>
</context>
<context>
    <name>HealthStrip</name>
    <message>
        <source>%1 to %2: %3</source>
        <translation>%1 bis %2: %3</translation>
    </message>
    <message>
        <source>down for %1</source>
        <translation>ausgefallen für %1</translation>
    </message>
    <message>
        <source>degraded for %1</source>
        <translation>gestört für %1</translation>
    </message>
    <message>
        <source>not observed for %1</source>
        <translation>nicht beobachtet für %1</translation>
    </message>
    <message>
        <source>in maintenance for %1</source>
        <translation>%1 in Wartung</translation>
    </message>
</context>
<context>
    <name>HistoryFields</name>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Version, commit, person or reason</source>
        <translation>Version, Commit, Person oder Grund</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Bereitstellungen</translation>
    </message>
    <message>
        <source>Rollbacks</source>
        <translation>Rücknahmen</translation>
    </message>
    <message>
        <source>Rehearsals</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>Jeder Ausgang</translation>
    </message>
    <message>
        <source>Under way or watched</source>
        <translation>Läuft oder wird beobachtet</translation>
    </message>
    <message>
        <source>Went well</source>
        <translation>Gelungen</translation>
    </message>
    <message>
        <source>Failed or rolled back</source>
        <translation>Gescheitert oder zurückgenommen</translation>
    </message>
    <message>
        <source>Waived or self-approved</source>
        <translation>Ausnahme oder Eigenfreigabe</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jede Zeit</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>All environments</source>
        <translation>Alle Umgebungen</translation>
    </message>
    <message numerus="yes">
        <source>%n deployments</source>
        <translation>
            <numerusform>%n Bereitstellung</numerusform>
            <numerusform>%n Bereitstellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n deployments</source>
        <translation>
            <numerusform>%1 von %n Bereitstellung</numerusform>
            <numerusform>%1 von %n Bereitstellungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Show all deployments</source>
        <translation>Alle Bereitstellungen zeigen</translation>
    </message>
    <message>
        <source>Nothing was deployed yet</source>
        <translation>Noch wurde nichts bereitgestellt</translation>
    </message>
    <message>
        <source>Every deployment, rollback and rehearsal will stand here, with everything that happened and who answered for it.</source>
        <translation>Hier wird jede Bereitstellung, Rücknahme und Probe stehen, mit allem, was geschah und wer dafür einstand.</translation>
    </message>
    <message>
        <source>No deployment fits</source>
        <translation>Keine Bereitstellung passt</translation>
    </message>
    <message>
        <source>None of them fits all of these fields.</source>
        <translation>Keine passt zu allen diesen Feldern.</translation>
    </message>
</context>
<context>
    <name>HostKeyDialog</name>
    <message>
        <source>Is this really %1?</source>
        <translation>Ist das wirklich %1?</translation>
    </message>
    <message>
        <source>Slipway meets this host for the first time and will remember its key. Compare the fingerprint with one that you got another way, for example from the host&apos;s console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</source>
        <translation>Slipway begegnet diesem Host zum ersten Mal und merkt sich seinen Schlüssel. Vergleichen Sie den Fingerabdruck mit einem, den Sie auf anderem Weg erhalten haben, zum Beispiel über die Konsole des Hosts: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Key type</source>
        <translation>Schlüsseltyp</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Without it nothing runs on this host</source>
        <translation>Ohne ihn läuft auf diesem Host nichts</translation>
    </message>
    <message>
        <source>It is the same: trust it</source>
        <translation>Er stimmt überein: vertrauen</translation>
    </message>
</context>
<context>
    <name>HostMatrix</name>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>not for this host</source>
        <translation>nicht für diesen Host</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Link lost</source>
        <translation>Verbindung weg</translation>
    </message>
    <message>
        <source>Silent %1</source>
        <translation>Stumm %1</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>Läuft %1</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>begonnen %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>Dauer %1</translation>
    </message>
    <message>
        <source>no sign of life for %1</source>
        <translation>seit %1 kein Lebenszeichen</translation>
    </message>
    <message>
        <source>since %1; the step keeps running</source>
        <translation>seit %1; der Schritt läuft weiter</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>ausgelassen: %1</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Every host at every step</source>
        <translation>Jeder Host bei jedem Schritt</translation>
    </message>
</context>
<context>
    <name>HostReader</name>
    <message>
        <source>its version command ended with exit %1</source>
        <translation>sein Versionsbefehl endete mit Exit-Code %1</translation>
    </message>
    <message>
        <source>its version command does not print “&lt;version&gt; &lt;commit&gt;”</source>
        <translation>sein Versionsbefehl gibt nicht „&lt;Version&gt; &lt;Commit&gt;“ aus</translation>
    </message>
</context>
<context>
    <name>HostTabs</name>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>Output of %1, %2</source>
        <translation>Ausgabe von %1, %2</translation>
    </message>
    <message>
        <source>connection lost %1 · the step keeps running</source>
        <translation>Verbindung verloren %1 · der Schritt läuft weiter</translation>
    </message>
    <message>
        <source>reconnected %1 · no output lost</source>
        <translation>wieder verbunden %1 · keine Ausgabe verloren</translation>
    </message>
    <message>
        <source>no sign of life for %1</source>
        <translation>seit %1 kein Lebenszeichen</translation>
    </message>
    <message>
        <source>All hosts</source>
        <translation>Alle Hosts</translation>
    </message>
    <message>
        <source>All hosts · %1 / %2</source>
        <translation>Alle Hosts · %1 / %2</translation>
    </message>
    <message>
        <source>uploading · %1 % of %2</source>
        <translation>wird hochgeladen · %1 % von %2</translation>
    </message>
</context>
<context>
    <name>InboxCard</name>
    <message>
        <source>Sign…</source>
        <translation>Unterschreiben…</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Beantworten…</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden…</translation>
    </message>
    <message>
        <source>See what changed</source>
        <translation>Änderungen ansehen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Nachprüfen…</translation>
    </message>
    <message>
        <source>Sign waiver…</source>
        <translation>Gegenzeichnen…</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>wartet auf %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Accept…</source>
        <translation>Annehmen…</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Waits for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Waits for others</source>
        <translation>Wartet auf andere</translation>
    </message>
    <message>
        <source>What waits for people</source>
        <translation>Was auf Menschen wartet</translation>
    </message>
    <message>
        <source>Nothing waits for anybody</source>
        <translation>Nichts wartet auf jemanden</translation>
    </message>
    <message>
        <source>Sign-offs, decisions after a failure, checkpoints and reviews will stand here as soon as a person has to act.</source>
        <translation>Freigaben, Entscheidungen nach einem Fehler, Prüfpunkte und Nachprüfungen stehen hier, sobald jemand handeln muss.</translation>
    </message>
    <message>
        <source>Nothing waits for %1.</source>
        <translation>Nichts wartet auf %1.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Recurring checklists</source>
        <translation>Wiederkehrende Checklisten</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Nothing is wrong that people would be told of.</source>
        <translation>Nichts ist gestört, was gemeldet würde.</translation>
    </message>
    <message>
        <source>Nobody would notice when Slipway stops to watch: `ping` in slipway.yaml names no service that does.</source>
        <translation>Niemand bemerkte, wenn Slipway zu beobachten aufhört: `ping` in slipway.yaml nennt keinen Dienst, der das tut.</translation>
    </message>
    <message>
        <source>Wrong now</source>
        <translation>Jetzt gestört</translation>
    </message>
</context>
<context>
    <name>IncidentDialog</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 on %2 · a note for your issue tracker</source>
        <translation>%1 auf %2 · eine Notiz für Ihren Issue-Tracker</translation>
    </message>
    <message>
        <source>The note, in Markdown</source>
        <translation>Die Notiz, in Markdown</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Fetching the lines…</source>
        <translation>Die Zeilen werden geholt …</translation>
    </message>
    <message>
        <source>%1 · a note for your issue tracker</source>
        <translation>%1 · eine Notiz für Ihren Issue-Tracker</translation>
    </message>
</context>
<context>
    <name>IncidentList</name>
    <message>
        <source>Nothing so far.</source>
        <translation>Bisher nichts.</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier</source>
        <translation>
            <numerusform>und %n frühere</numerusform>
            <numerusform>und %n frühere</numerusform>
        </translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz …</translation>
    </message>
    <message>
        <source>Show the lines…</source>
        <translation>Zeilen zeigen …</translation>
    </message>
    <message>
        <source>A note about %1 at %2</source>
        <translation>Eine Notiz über %1 um %2</translation>
    </message>
</context>
<context>
    <name>LanesView</name>
    <message>
        <source>+%1 h</source>
        <translation>+%1 h</translation>
    </message>
    <message>
        <source>+%1:%2</source>
        <translation>+%1:%2</translation>
    </message>
    <message>
        <source>Health of each probe since launch</source>
        <translation>Zustand jeder Sonde seit dem Start</translation>
    </message>
    <message>
        <source>reading samples…</source>
        <translation>Messwerte werden gelesen…</translation>
    </message>
    <message>
        <source>launch</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>%1h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>%1: %2, %3 to %4
%5</source>
        <translation>%1: %2, %3 bis %4
%5</translation>
    </message>
    <message>
        <source>%1:%2</source>
        <translation>%1:%2</translation>
    </message>
    <message>
        <source>Left and Right move, + and - look closer or from farther away, Shift with Left and Right reads a moment in all lanes, Home is the launch, End is now</source>
        <translation>Links und Rechts verschieben, + und - zeigen mehr oder weniger Zeit, Umschalt mit Links und Rechts liest einen Augenblick in allen Spuren, Pos1 ist der Start, Ende ist jetzt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, filled in later</source>
        <translation>%1, nachgetragen</translation>
    </message>
</context>
<context>
    <name>LatencyChart</name>
    <message>
        <source>launch</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>nothing answered yet</source>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>%1: p50 %2, p95 %3</source>
        <translation>%1: p50 %2, p95 %3</translation>
    </message>
    <message>
        <source>the day before 90 % took %1 to %2</source>
        <translation>am Tag davor dauerten 90 % von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>LiveFeed</name>
    <message>
        <source>The ledger cannot be read on: %1. Nothing is changed any more.</source>
        <translation>Das Journal lässt sich nicht weiterlesen: %1. Es wird nichts mehr geändert.</translation>
    </message>
    <message>
        <source>The ledger does not verify (%1), so nothing is done on it.</source>
        <translation>Das Journal besteht die Prüfung nicht (%1); deshalb geschieht nichts darauf.</translation>
    </message>
    <message>
        <source>jump host %1</source>
        <translation>Jump-Host %1</translation>
    </message>
    <message>
        <source>There is no deployment %1.</source>
        <translation>Es gibt keine Bereitstellung %1.</translation>
    </message>
    <message>
        <source>The ledger is not the one that was anchored (%1), so nothing is done on it.</source>
        <translation>Das Journal ist nicht das verankerte (%1), deshalb geschieht nichts darauf.</translation>
    </message>
</context>
<context>
    <name>LocalArtifacts</name>
    <message>
        <source>%1 is not on this computer; build it first, or correct the path</source>
        <translation>%1 ist nicht auf diesem Computer; bauen Sie es zuerst, oder korrigieren Sie den Pfad</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>“%1” is no path that can be uploaded</source>
        <translation>„%1“ ist kein Pfad, der hochgeladen werden kann</translation>
    </message>
    <message>
        <source>%1 is a folder; pack it into one file, or upload it with `from: commit`</source>
        <translation>%1 ist ein Ordner; packen Sie ihn in eine Datei, oder laden Sie ihn mit `from: commit` hoch</translation>
    </message>
    <message>
        <source>%1 is no regular file</source>
        <translation>%1 ist keine reguläre Datei</translation>
    </message>
    <message>
        <source>asked to stop</source>
        <translation>wie gewünscht angehalten</translation>
    </message>
    <message>
        <source>%1 could not be read in time</source>
        <translation>%1 ließ sich nicht in der vorgesehenen Zeit lesen</translation>
    </message>
    <message>
        <source>%1 changed while it was read</source>
        <translation>%1 hat sich beim Lesen geändert</translation>
    </message>
    <message>
        <source>“%1” is nothing inside a commit</source>
        <translation>„%1“ liegt nicht innerhalb eines Commits</translation>
    </message>
    <message>
        <source>The folder for archives, %1, cannot be made</source>
        <translation>Der Ordner für Archive, %1, lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>Git cannot archive %1 of commit %2: %3</source>
        <translation>Git kann %1 aus Commit %2 nicht archivieren: %3</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>%1 – Slipway</source>
        <translation>%1 – Slipway</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 pausieren</translation>
    </message>
    <message>
        <source>Nothing new starts in this deployment until somebody resumes it. What runs on a host goes on to its end.</source>
        <translation>In dieser Bereitstellung beginnt nichts Neues, bis jemand sie fortsetzt. Was auf einem Host läuft, läuft zu Ende.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Abandon %1</source>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>The deployment ends here. What its steps changed on the hosts stays as it is; rolling back undoes it.</source>
        <translation>Die Bereitstellung endet hier. Was ihre Schritte auf den Hosts geändert haben, bleibt bestehen; eine Rücknahme macht es rückgängig.</translation>
    </message>
    <message>
        <source>Abandon</source>
        <translation>Bereitstellung abbrechen</translation>
    </message>
    <message>
        <source>Stop “%1”?</source>
        <translation>„%1“ anhalten?</translation>
    </message>
    <message>
        <source>Its processes on the hosts are ended, and Slipway checks that they are gone. The step may be half done afterwards; then you decide.</source>
        <translation>Seine Prozesse auf den Hosts werden beendet, und Slipway prüft, dass sie weg sind. Der Schritt kann danach halb getan sein; dann entscheiden Sie.</translation>
    </message>
    <message>
        <source>Stop step</source>
        <translation>Schritt anhalten</translation>
    </message>
    <message>
        <source>Exclude %1 from %2</source>
        <translation>%1 von %2 ausschließen</translation>
    </message>
    <message>
        <source>%1 goes on with the other hosts of %2. %3 stays as it is and is shown as left out, with your name and reason.</source>
        <translation>%1 geht mit den anderen Hosts von %2 weiter. %3 bleibt unverändert und wird als ausgelassen gezeigt, mit Namen und Begründung.</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>%1 ausschließen</translation>
    </message>
    <message>
        <source>Continue without “%1”</source>
        <translation>Ohne „%1“ fortfahren</translation>
    </message>
    <message>
        <source>Continue without “%1” on %2</source>
        <translation>Ohne „%1“ auf %2 fortfahren</translation>
    </message>
    <message>
        <source>%1 → %2 goes on as if it had passed. It counts as waived, never as passed or signed, and is shown so in every list, with your name and reason.</source>
        <translation>%1 → %2 geht weiter, als wäre der Schritt bestanden. Er zählt als Ausnahme, nie als bestanden oder signiert, und wird in jeder Liste so gezeigt, mit Namen und Begründung.</translation>
    </message>
    <message>
        <source>Continue with a waiver</source>
        <translation>Mit Ausnahme fortfahren</translation>
    </message>
    <message>
        <source>Open the line of %1</source>
        <translation>Die Linie von %1 freigeben</translation>
    </message>
    <message>
        <source>It was %1. From now on versions may be deployed and promoted there again.</source>
        <translation>Sie war %1. Von jetzt an darf dort wieder bereitgestellt und übernommen werden.</translation>
    </message>
    <message>
        <source>Open the line</source>
        <translation>Linie freigeben</translation>
    </message>
    <message>
        <source>Stop the line of %1</source>
        <translation>Die Linie von %1 anhalten</translation>
    </message>
    <message>
        <source>Nothing new is deployed or promoted there, by anybody, until somebody opens the line again. What is under way goes on, and rolling back stays open.</source>
        <translation>Neues wird dort weder bereitgestellt noch übernommen, von niemandem, bis jemand die Linie wieder freigibt. Was läuft, geht weiter, und zurücknehmen geht immer.</translation>
    </message>
    <message>
        <source>Stop the line</source>
        <translation>Linie anhalten</translation>
    </message>
    <message>
        <source>Report of %1</source>
        <translation>Bericht über %1</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>HTML, one file (*.html)</source>
        <translation>HTML, eine Datei (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>The report of %1 is in %2.</source>
        <translation>Der Bericht über %1 liegt in %2.</translation>
    </message>
    <message>
        <source>Export the proof of %1 into a new folder</source>
        <translation>Den Nachweis von %1 in einen neuen Ordner exportieren</translation>
    </message>
    <message>
        <source>The proof of %1 is in %2; check it with: sh verify.sh</source>
        <translation>Der Nachweis von %1 liegt in %2; geprüft wird er mit: sh verify.sh</translation>
    </message>
    <message>
        <source>Take your sign-off of “%1” back</source>
        <translation>Ihre Freigabe von „%1“ zurückziehen</translation>
    </message>
    <message>
        <source>Nothing has begun on it yet. It stays in the ledger as taken back, and %1 → %2 waits again.</source>
        <translation>Noch hat nichts darauf begonnen. Sie bleibt als zurückgezogen im Journal, und %1 → %2 wartet wieder.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Review %1</source>
        <translation>%1 nachprüfen</translation>
    </message>
    <message>
        <source>%1 rolled %2 back. Say what you found; your signature closes the review.</source>
        <translation>%1 hat %2 zurückgenommen. Sagen Sie, was Sie gefunden haben; Ihre Unterschrift schließt die Nachprüfung ab.</translation>
    </message>
    <message>
        <source>%1 started %2 to %3 as an emergency: “%4”. Say what you found; your signature closes it.</source>
        <translation>%1 hat %2 nach %3 als Notfall gestartet: „%4“. Sagen Sie, was Sie gefunden haben; Ihre Unterschrift schließt ihn ab.</translation>
    </message>
    <message>
        <source>Sign the review</source>
        <translation>Nachprüfung unterschreiben</translation>
    </message>
    <message>
        <source>%1: %2. With your signature the gate counts as passed until then.</source>
        <translation>%1: %2. Mit Ihrer Unterschrift gilt die Schranke bis dahin als passiert.</translation>
    </message>
    <message>
        <source>slipway.yaml has changed and cannot be used as it is: %1</source>
        <translation>slipway.yaml wurde geändert und ist so nicht zu gebrauchen: %1</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>A test was sent over %1.</source>
        <translation>Über %1 ging ein Test hinaus.</translation>
    </message>
    <message>
        <source>Watch of %1</source>
        <translation>Beobachtung von %1</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>The watch of %1 is in %2.</source>
        <translation>Die Beobachtung von %1 steht in %2.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>slipway.yaml has changed. What is shown, and what starts now, is still from before; only its freezes and its planned maintenance hold at once.</source>
        <translation>slipway.yaml wurde geändert. Was zu sehen ist und was jetzt beginnt, ist noch von vorher; nur ihre Sperrzeiten und ihre geplante Wartung gelten sofort.</translation>
    </message>
</context>
<context>
    <name>MaintenanceDialog</name>
    <message>
        <source>End the maintenance of %1</source>
        <translation>Die Wartung von %1 beenden</translation>
    </message>
    <message>
        <source>From now on what is not up there counts again, and people are told of it.</source>
        <translation>Von jetzt an zählt wieder, was dort nicht läuft, und es wird gemeldet.</translation>
    </message>
    <message>
        <source>End maintenance</source>
        <translation>Wartung beenden</translation>
    </message>
    <message>
        <source>Maintenance of %1</source>
        <translation>Wartung von %1</translation>
    </message>
    <message>
        <source>What is not up there meanwhile is shown as maintenance: it counts neither for nor against its availability, and nobody is told of it. Deployments go on as usual; to keep those out, stop the line.</source>
        <translation>Was dort inzwischen nicht läuft, wird als Wartung gezeigt: Es zählt weder für noch gegen die Verfügbarkeit, und niemandem wird es gemeldet. Bereitstellungen gehen weiter wie sonst; um sie fernzuhalten, halten Sie die Linie an.</translation>
    </message>
    <message>
        <source>How long it takes</source>
        <translation>Wie lange sie dauert</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>It takes</source>
        <translation>Sie dauert</translation>
    </message>
    <message>
        <source>Reason (kept in the ledger)</source>
        <translation>Begründung (bleibt im Journal)</translation>
    </message>
    <message>
        <source>Begin maintenance</source>
        <translation>Wartung beginnen</translation>
    </message>
    <message>
        <source>Write the reason first</source>
        <translation>Schreiben Sie zuerst die Begründung</translation>
    </message>
</context>
<context>
    <name>MeasureCard</name>
    <message>
        <source>Which number is shown</source>
        <translation>Welche Zahl zu sehen ist</translation>
    </message>
    <message>
        <source>The chosen number over time</source>
        <translation>Die gewählte Zahl im Lauf der Zeit</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>MeasureChart</name>
    <message>
        <source>launch</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>the day before 90 % lay from %1 to %2</source>
        <translation>am Tag davor lagen 90 % von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>NewReleaseDialog</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>New release</source>
        <translation>Neues Release</translation>
    </message>
    <message>
        <source>Choose what goes where. Its gates and plan are shown before anything starts.</source>
        <translation>Wählen Sie, was wohin geht. Schranken und Plan werden gezeigt, bevor etwas beginnt.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 · runs %3</source>
        <translation>%1 · %2 · hat %3</translation>
    </message>
    <message>
        <source>Version (tags, newest first)</source>
        <translation>Version (Tags, neueste zuerst)</translation>
    </message>
    <message>
        <source>Review gates…</source>
        <translation>Schranken prüfen…</translation>
    </message>
    <message>
        <source>There is no tag to release yet</source>
        <translation>Es gibt noch kein Tag für ein Release</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase for the key to %1</source>
        <translation>Passphrase für den Schlüssel zu %1</translation>
    </message>
    <message>
        <source>This private key is encrypted. Slipway keeps the passphrase in memory until it is closed, and writes it nowhere.</source>
        <translation>Dieser private Schlüssel ist verschlüsselt. Slipway behält die Passphrase im Speicher, bis es geschlossen wird, und schreibt sie nirgendwohin.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Other hosts do not wait for this</source>
        <translation>Andere Hosts warten nicht darauf</translation>
    </message>
    <message>
        <source>Unlock the key</source>
        <translation>Schlüssel entsperren</translation>
    </message>
    <message>
        <source>This is not its passphrase. Tries left: %1.</source>
        <translation>Nicht die richtige Passphrase. Versuche übrig: %1.</translation>
    </message>
    <message>
        <source>PIN of the security key for %1</source>
        <translation>PIN des Sicherheitsschlüssels für %1</translation>
    </message>
    <message>
        <source>This key signs only with its PIN, and locks itself after some wrong ones. Slipway keeps the PIN in memory until it is closed, and writes it nowhere.</source>
        <translation>Dieser Schlüssel signiert nur mit seiner PIN und sperrt sich nach einigen falschen. Slipway behält die PIN im Speicher, bis es geschlossen wird, und schreibt sie nirgends hin.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Use the PIN</source>
        <translation>PIN verwenden</translation>
    </message>
    <message>
        <source>The PIN that was given before is wrong.</source>
        <translation>Die zuvor eingegebene PIN ist falsch.</translation>
    </message>
</context>
<context>
    <name>PassphrasePrompt</name>
    <message>
        <source>Passphrase for %1: </source>
        <translation>Passphrase für %1: </translation>
    </message>
    <message>
        <source>This is not its passphrase.</source>
        <translation>Nicht die richtige Passphrase.</translation>
    </message>
    <message>
        <source>This was not its PIN.</source>
        <translation>Das war nicht seine PIN.</translation>
    </message>
    <message>
        <source>PIN of the security key %1: </source>
        <translation>PIN des Sicherheitsschlüssels %1: </translation>
    </message>
</context>
<context>
    <name>PhaseList</name>
    <message>
        <source>Hours %1</source>
        <translation>Stunden %1</translation>
    </message>
    <message>
        <source>sign each</source>
        <translation>je signieren</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>PictureTour</name>
    <message>
        <source>Checked the dashboard with support.</source>
        <translation>Das Dashboard mit dem Support geprüft.</translation>
    </message>
</context>
<context>
    <name>PlanFixing</name>
    <message>
        <source>There is no environment %1 any more.</source>
        <translation>Die Umgebung %1 gibt es nicht mehr.</translation>
    </message>
</context>
<context>
    <name>PolicyDialog</name>
    <message>
        <source>Accept who may sign, and how</source>
        <translation>Annehmen, wer unterschreiben darf und wie</translation>
    </message>
    <message>
        <source>slipway.yaml says this of people and production since %1 accepted it. It counts once a person who could sign before has signed it; until then nothing is signed for production.</source>
        <translation>Das sagt slipway.yaml über Personen und die Produktion, seit %1 es angenommen hat. Es gilt, sobald jemand unterschrieben hat, der es vorher schon durfte; bis dahin wird für die Produktion nichts unterschrieben.</translation>
    </message>
    <message>
        <source>Accept and sign</source>
        <translation>Annehmen und unterschreiben</translation>
    </message>
</context>
<context>
    <name>ProbeRow</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>last asked %1</source>
        <translation>zuletzt gefragt %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n hosts</source>
        <translation>
            <numerusform>%1 · %n Host</numerusform>
            <numerusform>%1 · %n Hosts</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 of %3 %4: %5</source>
        <translation>%1 · %2 von %3 %4: %5</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>%1 – Slipway</source>
        <translation>%1 – Slipway</translation>
    </message>
</context>
<context>
    <name>PromotionDialog</name>
    <message>
        <source>Start pre-deploy</source>
        <translation>Vorbereitung beginnen</translation>
    </message>
    <message>
        <source>Promote %1 to %2</source>
        <translation>%1 nach %2 übernehmen</translation>
    </message>
    <message>
        <source>Reading gates and plan…</source>
        <translation>Schranken und Plan werden gelesen…</translation>
    </message>
    <message>
        <source>The gates are still being read</source>
        <translation>Die Schranken werden noch gelesen</translation>
    </message>
    <message>
        <source>Deploy %1 to %2</source>
        <translation>%1 auf %2 bereitstellen</translation>
    </message>
    <message>
        <source>No gate stands before this environment.</source>
        <translation>Vor dieser Umgebung steht keine Schranke.</translation>
    </message>
    <message>
        <source>Every gate must be met before the deployment can start.</source>
        <translation>Jede Schranke muss erfüllt sein, bevor die Bereitstellung beginnen kann.</translation>
    </message>
    <message>
        <source>FROM → TO</source>
        <translation>VON → NACH</translation>
    </message>
    <message>
        <source>%1 → %2 on %3 · commit %4</source>
        <translation>%1 → %2 auf %3 · Commit %4</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>BRINGS</source>
        <translation>BRINGT</translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n Commit</numerusform>
            <numerusform>%n Commits</numerusform>
        </translation>
    </message>
    <message>
        <source>ROLL BACK</source>
        <translation>RÜCKNAHME</translation>
    </message>
    <message>
        <source>STAYS</source>
        <translation>BLEIBT</translation>
    </message>
    <message>
        <source>cannot be undone: %1</source>
        <translation>nicht rückgängig zu machen: %1</translation>
    </message>
    <message>
        <source>Pre-deploy changes nothing on the hosts yet</source>
        <translation>Die Vorbereitung ändert noch nichts auf den Hosts</translation>
    </message>
    <message numerus="yes">
        <source>%n gates block the start</source>
        <translation>
            <numerusform>%n Schranke verhindert den Beginn</numerusform>
            <numerusform>%n Schranken verhindern den Beginn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commits by %1</source>
        <translation>
            <numerusform>%n Commit von %1</numerusform>
            <numerusform>%n Commits von %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Emergency…</source>
        <translation>Notfall…</translation>
    </message>
    <message>
        <source>Sign the waiver of “%1”</source>
        <translation>Die Ausnahme von „%1“ gegenzeichnen</translation>
    </message>
    <message>
        <source>%1. With your signature %2 may pass this gate of %3.</source>
        <translation>%1. Mit Ihrer Unterschrift darf %2 diese Schranke von %3 passieren.</translation>
    </message>
    <message>
        <source>Clear %1</source>
        <translation>%1 entlasten</translation>
    </message>
    <message>
        <source>%1. When it is cleared it can be promoted again, everywhere.</source>
        <translation>%1. Ist sie entlastet, kann sie überall wieder übernommen werden.</translation>
    </message>
    <message>
        <source>Clear the release</source>
        <translation>Version entlasten</translation>
    </message>
    <message>
        <source>Emergency: %1 to %2</source>
        <translation>Notfall: %1 nach %2</translation>
    </message>
    <message>
        <source>It starts past these gates: %1; and without the sign-offs of others. Your signature alone stands for it. It is shown in red in every list, and stays open until another person has reviewed it.</source>
        <translation>Sie startet an diesen Schranken vorbei: %1; und ohne die Freigaben anderer. Ihre Unterschrift allein steht dafür. Sie ist in jeder Liste rot und bleibt offen, bis eine andere Person sie nachgeprüft hat.</translation>
    </message>
    <message>
        <source>Start the emergency</source>
        <translation>Notfall starten</translation>
    </message>
    <message>
        <source>GUARD</source>
        <translation>WÄCHTER</translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n d</numerusform>
            <numerusform>%n d</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>morgen %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>&lt; 1 ms</source>
        <translation>&lt; 1 ms</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>QuoteBox</name>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Reason (kept in the ledger)</source>
        <translation>Begründung (bleibt im Journal)</translation>
    </message>
    <message>
        <source>Write the reason first</source>
        <translation>Schreiben Sie zuerst die Begründung</translation>
    </message>
    <message>
        <source>Sign the waiver</source>
        <translation>Gegenzeichnen</translation>
    </message>
</context>
<context>
    <name>RecurringCard</name>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>Unterschreiben…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>RecurringDialog</name>
    <message>
        <source>Note (kept with your signature)</source>
        <translation>Notiz (bleibt bei Ihrer Unterschrift)</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Recorded as self-approved</source>
        <translation>Wird als selbst freigegeben festgehalten</translation>
    </message>
    <message>
        <source>Signed with your key %1</source>
        <translation>Unterschrieben mit Ihrem Schlüssel %1</translation>
    </message>
    <message>
        <source>Answer to “%1”</source>
        <translation>Antwort auf „%1“</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>What was found at “%1”</source>
        <translation>Befund bei „%1“</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Why it does not apply</source>
        <translation>Warum es nicht zutrifft</translation>
    </message>
    <message>
        <source>SIGNED LATE %1 BY %2</source>
        <translation>VERSPÄTET UNTERSCHRIEBEN %1 VON %2</translation>
    </message>
    <message>
        <source>SIGNED %1 BY %2</source>
        <translation>UNTERSCHRIEBEN %1 VON %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Notiz: %1</translation>
    </message>
    <message>
        <source>Every item needs an answer.</source>
        <translation>Jeder Punkt braucht eine Antwort.</translation>
    </message>
    <message>
        <source>What did not pass needs words.</source>
        <translation>Was nicht bestanden hat, braucht Worte.</translation>
    </message>
</context>
<context>
    <name>RehearsalDialog</name>
    <message>
        <source>Start rehearsal</source>
        <translation>Probe beginnen</translation>
    </message>
    <message>
        <source>Rehearse the rollback of %1</source>
        <translation>Rücknahme von %1 proben</translation>
    </message>
    <message>
        <source>A rehearsal runs the undo, checks health and deploys the same version again, so that the way back is known and timed before it is needed.</source>
        <translation>Eine Probe geht den Rückweg, prüft den Zustand und stellt dieselbe Version erneut bereit; so ist der Rückweg bekannt und seine Dauer gemessen, bevor er gebraucht wird.</translation>
    </message>
    <message>
        <source>From %1 back to %2, and forward to %1 again. This runs on the hosts, in this order:</source>
        <translation>Von %1 zurück auf %2 und wieder vor auf %1. Das läuft auf den Hosts, in dieser Reihenfolge:</translation>
    </message>
    <message>
        <source>BACK %1</source>
        <translation>ZURÜCK %1</translation>
    </message>
    <message>
        <source>FORWARD %1</source>
        <translation>VORWÄRTS %1</translation>
    </message>
    <message>
        <source>SOAK</source>
        <translation>BEWÄHRUNG</translation>
    </message>
    <message>
        <source>begins anew: %1 runs here again afterwards, but not without a break</source>
        <translation>beginnt neu: %1 läuft danach wieder hier, aber nicht ohne Unterbrechung</translation>
    </message>
    <message>
        <source>LAST TIME</source>
        <translation>ZULETZT</translation>
    </message>
</context>
<context>
    <name>ReleaseHeader</name>
    <message>
        <source>Rolling back · step %1 of %2</source>
        <translation>Rücknahme · Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Deploying · step %1 of %2</source>
        <translation>Bereitstellung · Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Monitoring</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Abandon…</source>
        <translation>Abbrechen…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Show another deployment</source>
        <translation>Eine andere Bereitstellung zeigen</translation>
    </message>
    <message>
        <source>marked bad</source>
        <translation>als schlecht markiert</translation>
    </message>
    <message>
        <source>commit %1</source>
        <translation>Commit %1</translation>
    </message>
    <message>
        <source>fingerprint %1</source>
        <translation>Fingerabdruck %1</translation>
    </message>
    <message>
        <source>started %1 by %2</source>
        <translation>begonnen %1 von %2</translation>
    </message>
    <message>
        <source>undoes %1</source>
        <translation>macht %1 rückgängig</translation>
    </message>
    <message>
        <source>driven by another Slipway</source>
        <translation>von einem anderen Slipway geführt</translation>
    </message>
    <message>
        <source>Rollback ready</source>
        <translation>Rücknahme bereit</translation>
    </message>
    <message numerus="yes">
        <source>to %1 · %n steps</source>
        <translation>
            <numerusform>auf %1 · %n Schritt</numerusform>
            <numerusform>auf %1 · %n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Rehearsing · step %1 of %2</source>
        <translation>Probe · Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Environment taken over</source>
        <translation>Umgebung übernommen</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>environment locked by this deployment</source>
        <translation>Umgebung durch diese Bereitstellung gesperrt</translation>
    </message>
    <message>
        <source>Emergency: %1</source>
        <translation>Notfall: %1</translation>
    </message>
    <message>
        <source>Inconclusive: decide</source>
        <translation>Unklar: entscheiden</translation>
    </message>
    <message>
        <source>Cannot go on now</source>
        <translation>Kann gerade nicht weiter</translation>
    </message>
</context>
<context>
    <name>ReleasePage</name>
    <message>
        <source>No release yet</source>
        <translation>Noch kein Release</translation>
    </message>
    <message>
        <source>Start one with “New release…” on the environments page. Its checklist, output and sign-offs appear here.</source>
        <translation>Beginnen Sie eines mit „Neues Release…“ auf der Seite Umgebungen. Checkliste, Ausgabe und Freigaben erscheinen hier.</translation>
    </message>
    <message>
        <source>%1 took %2 over %3, as %4 says: “%5” (%6). Its hosts refuse every step of this deployment from now on.</source>
        <translation>%1 hat %2 übernommen (%3), laut %4: „%5“ (%6). Die Hosts weisen von nun an jeden Schritt dieser Bereitstellung ab.</translation>
    </message>
    <message>
        <source>%1 holds %2 since %3, as %4 says: “%5” (%6). This deployment goes on when it is free.</source>
        <translation>%1 hält %2 seit %3, laut %4: „%5“ (%6). Diese Bereitstellung geht weiter, sobald die Umgebung frei ist.</translation>
    </message>
    <message>
        <source>Take over…</source>
        <translation>Übernehmen…</translation>
    </message>
    <message>
        <source>Something changed since this was signed, so nothing starts any more. %1</source>
        <translation>Seit der Unterschrift hat sich etwas geändert, darum beginnt nichts mehr. %1</translation>
    </message>
    <message>
        <source>What changed…</source>
        <translation>Was sich änderte…</translation>
    </message>
    <message>
        <source>%1 This deployment waits, and goes on by itself once that is mended.</source>
        <translation>%1 Dieses Deployment wartet und geht von selbst weiter, sobald das behoben ist.</translation>
    </message>
</context>
<context>
    <name>RemoteRun</name>
    <message>
        <source>%1 is not the file that was planned: its SHA-256 is %2, planned is %3</source>
        <translation>%1 ist nicht die geplante Datei: Ihr SHA-256 ist %2, geplant ist %3</translation>
    </message>
</context>
<context>
    <name>RollbackDialog</name>
    <message>
        <source>Reason (required, kept in the ledger)</source>
        <translation>Begründung (nötig, bleibt im Journal)</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Mark %1 as a bad release: it cannot be promoted until it is cleared</source>
        <translation>%1 als schlecht markieren: gesperrt, bis die Markierung aufgehoben wird</translation>
    </message>
    <message>
        <source>Write the reason first</source>
        <translation>Schreiben Sie zuerst die Begründung</translation>
    </message>
    <message>
        <source>Needs a reason</source>
        <translation>Braucht eine Begründung</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>%1 zurücknehmen</translation>
    </message>
    <message>
        <source>Roll back %1 to %2</source>
        <translation>%1 auf %2 zurücknehmen</translation>
    </message>
    <message>
        <source>From %1 on %2. Only what this deployment recorded as done is undone, in this order:</source>
        <translation>Von %1 auf %2. Rückgängig gemacht wird nur, was diese Bereitstellung als getan aufgezeichnet hat, in dieser Reihenfolge:</translation>
    </message>
    <message>
        <source>UNDO %1</source>
        <translation>ZURÜCK %1</translation>
    </message>
    <message>
        <source>UNDO</source>
        <translation>ZURÜCK</translation>
    </message>
    <message>
        <source>Nothing was done that has an undo.</source>
        <translation>Nichts Getanes hat einen Rückweg.</translation>
    </message>
    <message>
        <source>STAYS</source>
        <translation>BLEIBT</translation>
    </message>
    <message>
        <source>Nothing: every step that was done has an undo.</source>
        <translation>Nichts: Jeder getane Schritt hat einen Rückweg.</translation>
    </message>
    <message>
        <source>TAKES</source>
        <translation>DAUER</translation>
    </message>
</context>
<context>
    <name>SearchFields</name>
    <message>
        <source>Text to look for</source>
        <translation>Gesuchter Text</translation>
    </message>
    <message>
        <source>Text in the output of any step</source>
        <translation>Text in der Ausgabe eines beliebigen Schritts</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Bereitstellung</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Datenstrom</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>2h or 14:30</source>
        <translation>2h oder 14:30</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Small and capital letters are different</source>
        <translation>Groß- und Kleinbuchstaben werden unterschieden</translation>
    </message>
    <message>
        <source>2h (ago), 14:30, 2026-11-25 or 2026-11-25T14:30</source>
        <translation>2h (zurück), 14:30, 2026-11-25 oder 2026-11-25T14:30</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>Standardausgabe</translation>
    </message>
    <message>
        <source>standard error</source>
        <translation>Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>“%1” is no time. As in: 2h (ago), 14:30, 2026-11-25, 2026-11-25T14:30.</source>
        <translation>„%1“ ist keine Zeitangabe. Zum Beispiel: 2h (zurück), 14:30, 2026-11-25, 2026-11-25T14:30.</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Show more</source>
        <translation>Mehr anzeigen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Search the output of all steps</source>
        <translation>Ausgabe aller Schritte durchsuchen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>No line was found</source>
        <translation>Keine Zeile gefunden</translation>
    </message>
    <message>
        <source>Nothing found so far</source>
        <translation>Bisher nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing that steps printed fits all of these fields.</source>
        <translation>Keine Ausgabe eines Schritts passt zu allen diesen Feldern.</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n deployments searched</source>
        <translation>
            <numerusform>%1 von %n Bereitstellung durchsucht</numerusform>
            <numerusform>%1 von %n Bereitstellungen durchsucht</numerusform>
        </translation>
    </message>
    <message>
        <source>The newest %1; there are more · %2</source>
        <translation>Die neuesten %1; es gibt mehr · %2</translation>
    </message>
    <message>
        <source>Stopped · %1 · %2</source>
        <translation>Angehalten · %1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>all of %n deployments searched</source>
        <translation>
            <numerusform>%n Bereitstellung ganz durchsucht</numerusform>
            <numerusform>alle %n Bereitstellungen durchsucht</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything that steps printed on any host is kept here, and the logs that a watch keeps. Leave the text empty to see all lines of a deployment, host or time.</source>
        <translation>Alles, was Schritte auf einem Host ausgegeben haben, wird hier aufbewahrt, ebenso die Logs, die eine Beobachtung aufbewahrt. Lassen Sie den Text leer, um alle Zeilen einer Bereitstellung, eines Hosts oder Zeitraums zu sehen.</translation>
    </message>
</context>
<context>
    <name>SecretReader</name>
    <message>
        <source>it is empty</source>
        <translation>der Wert ist leer</translation>
    </message>
    <message>
        <source>it is larger than 32 KiB</source>
        <translation>der Wert ist größer als 32 KiB</translation>
    </message>
    <message>
        <source>it holds a zero byte</source>
        <translation>der Wert enthält ein Nullbyte</translation>
    </message>
    <message>
        <source>there was no answer in time</source>
        <translation>keine Antwort in der vorgesehenen Zeit</translation>
    </message>
    <message>
        <source>it is not set where Slipway was started</source>
        <translation>dort, wo Slipway gestartet wurde, nicht gesetzt</translation>
    </message>
    <message>
        <source>it ended with exit %1; run it in a terminal to see why</source>
        <translation>der Befehl endete mit Exit-Code %1; ein Aufruf im Terminal zeigt, warum</translation>
    </message>
</context>
<context>
    <name>SignOffDialog</name>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Note (kept with the signature)</source>
        <translation>Notiz (wird mit der Signatur aufbewahrt)</translation>
    </message>
    <message>
        <source>No-go…</source>
        <translation>No-go…</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signieren</translation>
    </message>
    <message>
        <source>A no-go needs its reason: write it into the note, then press No-go again.</source>
        <translation>Ein No-go braucht eine Begründung: Schreiben Sie sie in die Notiz und drücken Sie dann erneut auf „No-go“.</translation>
    </message>
    <message>
        <source>Sign off: %1</source>
        <translation>Freigeben: %1</translation>
    </message>
    <message>
        <source>%1 → %2 · %3</source>
        <translation>%1 → %2 · %3</translation>
    </message>
    <message>
        <source>What you would sign changed while this was open. Cancel, look at the release again, and sign what it is now.</source>
        <translation>Was Sie signieren würden, hat sich geändert, während dieses Fenster offen war. Brechen Sie ab, sehen Sie das Release erneut an und signieren Sie dann, was es jetzt ist.</translation>
    </message>
    <message>
        <source>Sign (%1 of %2)</source>
        <translation>Signieren (%1 von %2)</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>jede Person</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Nachweise</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>cannot be undone: %1</source>
        <translation>nicht rückgängig zu machen: %1</translation>
    </message>
    <message>
        <source>Type “%1” to approve it alone</source>
        <translation>„%1“ tippen, um es allein freizugeben</translation>
    </message>
    <message>
        <source>%1 waived</source>
        <translation>%1 mit Ausnahme</translation>
    </message>
    <message>
        <source>without %1, by %2: “%3”</source>
        <translation>ohne %1, von %2: „%3“</translation>
    </message>
    <message>
        <source>looking at the tag…</source>
        <translation>das Tag wird geprüft …</translation>
    </message>
    <message>
        <source>tag verified</source>
        <translation>Tag geprüft</translation>
    </message>
    <message>
        <source>tag not verified</source>
        <translation>Tag nicht bestätigt</translation>
    </message>
    <message>
        <source>started by %1, who does not count</source>
        <translation>begonnen von %1, zählt nicht</translation>
    </message>
    <message>
        <source>wrote released commits and do not count: %1</source>
        <translation>haben ausgelieferte Commits geschrieben und zählen nicht: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more people are needed after you</source>
        <translation>
            <numerusform>nach Ihnen wird noch %n Person gebraucht</numerusform>
            <numerusform>nach Ihnen werden noch %n Personen gebraucht</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody more is needed after you</source>
        <translation>nach Ihnen wird niemand mehr gebraucht</translation>
    </message>
    <message>
        <source>%1 → %2, after %3 · %4</source>
        <translation>%1 → %2, nach %3 · %4</translation>
    </message>
    <message>
        <source>Evidence, item by item</source>
        <translation>Belege, Punkt für Punkt</translation>
    </message>
</context>
<context>
    <name>SignOffRail</name>
    <message>
        <source>Somebody looks, and answers passed, failed or not applicable.</source>
        <translation>Jemand sieht nach und antwortet: bestanden, fehlgeschlagen oder nicht zutreffend.</translation>
    </message>
    <message>
        <source>%1 different people must sign as %2.</source>
        <translation>%1 verschiedene Personen müssen als %2 signieren.</translation>
    </message>
    <message>
        <source>One person must sign as %1.</source>
        <translation>Eine Person muss als %1 signieren.</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>jede Person</translation>
    </message>
    <message>
        <source>Who started the deployment does not count.</source>
        <translation>Wer die Bereitstellung begonnen hat, zählt nicht.</translation>
    </message>
    <message>
        <source>YOU SIGN FOR EXACTLY THIS</source>
        <translation>SIE SIGNIEREN GENAU DIES</translation>
    </message>
    <message>
        <source>If any of these changes, the signature no longer counts and you are asked again.</source>
        <translation>Ändert sich etwas davon, zählt die Signatur nicht mehr und Sie werden erneut gefragt.</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>Signieren…</translation>
    </message>
    <message>
        <source>Release notes</source>
        <translation>Versionshinweise</translation>
    </message>
    <message>
        <source>No sign-off needed</source>
        <translation>Keine Freigabe nötig</translation>
    </message>
    <message>
        <source>Nothing in the rest of this checklist asks a person.</source>
        <translation>Im Rest dieser Checkliste wird niemand gefragt.</translation>
    </message>
    <message>
        <source>The checklist is complete. Checkpoints of the watch are signed on the monitoring page.</source>
        <translation>Die Checkliste ist vollständig. Prüfpunkte der Beobachtung werden auf der Seite Beobachtung signiert.</translation>
    </message>
    <message>
        <source>This deployment has ended.</source>
        <translation>Diese Bereitstellung ist beendet.</translation>
    </message>
    <message>
        <source>Next sign-off: %1</source>
        <translation>Nächste Freigabe: %1</translation>
    </message>
    <message>
        <source>Next item: %1</source>
        <translation>Nächster Punkt: %1</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Nachweise</translation>
    </message>
    <message numerus="yes">
        <source>so far %n items</source>
        <translation>
            <numerusform>bisher %n Eintrag</numerusform>
            <numerusform>bisher %n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Antworten…</translation>
    </message>
    <message>
        <source>Sign (%1 of %2)…</source>
        <translation>Signieren (%1 von %2)…</translation>
    </message>
    <message>
        <source>available after “%1”</source>
        <translation>möglich nach „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n Commit</numerusform>
            <numerusform>%n Commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n authors</source>
        <translation>
            <numerusform>%n Autor</numerusform>
            <numerusform>%n Autoren</numerusform>
        </translation>
    </message>
    <message>
        <source>The way back to %1 works, and %2 runs on %3 again. Nothing is to be signed.</source>
        <translation>Der Rückweg zu %1 funktioniert, und %2 läuft wieder auf %3. Nichts ist zu signieren.</translation>
    </message>
    <message>
        <source>The plan is not fixed yet</source>
        <translation>Der Plan steht noch nicht fest</translation>
    </message>
    <message>
        <source>What this deployment asks of people appears here.</source>
        <translation>Was dieses Deployment von Menschen verlangt, erscheint hier.</translation>
    </message>
</context>
<context>
    <name>SignatureList</name>
    <message>
        <source>no-go %1</source>
        <translation>No-go %1</translation>
    </message>
    <message>
        <source>self-approved %1</source>
        <translation>selbst freigegeben %1</translation>
    </message>
    <message>
        <source>signed, does not count</source>
        <translation>signiert, zählt nicht</translation>
    </message>
    <message>
        <source>signed %1</source>
        <translation>signiert %1</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>als %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Jede Person</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>you can sign</source>
        <translation>Sie können signieren</translation>
    </message>
    <message>
        <source>still to sign</source>
        <translation>noch zu signieren</translation>
    </message>
    <message>
        <source>waived %1</source>
        <translation>Ausnahme erteilt %1</translation>
    </message>
    <message>
        <source>expired %1</source>
        <translation>abgelaufen %1</translation>
    </message>
    <message>
        <source>taken back %1</source>
        <translation>zurückgezogen %1</translation>
    </message>
    <message>
        <source>counts until %1</source>
        <translation>zählt bis %1</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Interrupted: outcome unknown</source>
        <translation>Unterbrochen: Ausgang unbekannt</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Inconclusive: could not be measured</source>
        <translation>Nicht eindeutig: nicht messbar</translation>
    </message>
    <message>
        <source>Waived</source>
        <translation>Ausnahme erteilt</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>Nicht zutreffend</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>Waits for a person</source>
        <translation>Wartet auf eine Person</translation>
    </message>
    <message>
        <source>upcoming</source>
        <translation>bevorstehend</translation>
    </message>
    <message>
        <source>due</source>
        <translation>fällig</translation>
    </message>
    <message>
        <source>passed, not signed</source>
        <translation>bestanden, nicht signiert</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>nicht eindeutig</translation>
    </message>
    <message>
        <source>Not observed</source>
        <translation>Nicht beobachtet</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>Verdächtig</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Failed: decide</source>
        <translation>Fehlgeschlagen: entscheiden</translation>
    </message>
    <message>
        <source>Interrupted: decide</source>
        <translation>Unterbrochen: entscheiden</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Sign-offs are stale</source>
        <translation>Freigaben sind veraltet</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Successful</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Rollback done</source>
        <translation>Rücknahme fertig</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Staging</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>PRE-DEPLOY</source>
        <translation>VORBEREITUNG</translation>
    </message>
    <message>
        <source>DEPLOY</source>
        <translation>BEREITSTELLUNG</translation>
    </message>
    <message>
        <source>POST-DEPLOY</source>
        <translation>NACHBEREITUNG</translation>
    </message>
    <message>
        <source>MONITOR 24 H</source>
        <translation>BEOBACHTUNG 24 H</translation>
    </message>
    <message>
        <source>HTTP request from this computer</source>
        <translation>HTTP-Anfrage von diesem Computer</translation>
    </message>
    <message>
        <source>question to the Git repository</source>
        <translation>Frage an das Git-Repository</translation>
    </message>
    <message>
        <source>asks a person</source>
        <translation>fragt eine Person</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>command over SSH</source>
        <translation>Befehl über SSH</translation>
    </message>
    <message>
        <source>Waits for the environment</source>
        <translation>Wartet auf die Umgebung</translation>
    </message>
    <message>
        <source>Rollback to %1 on %2</source>
        <translation>Rücknahme auf %1 (%2)</translation>
    </message>
    <message>
        <source>Rehearsal of %1 on %2</source>
        <translation>Probe von %1 auf %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message numerus="yes">
        <source>%n waived</source>
        <translation>
            <numerusform>%n Ausnahme</numerusform>
            <numerusform>%n Ausnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>≈ %1 to %2 · rehearsed on %3 %4</source>
        <translation>≈ %1 auf %2 · geprobt auf %3 %4</translation>
    </message>
    <message>
        <source>≈ %1 to %2 · as on %3 %4</source>
        <translation>≈ %1 auf %2 · wie auf %3 %4</translation>
    </message>
    <message>
        <source>Rehearsed</source>
        <translation>Geprobt</translation>
    </message>
    <message>
        <source>Rehearsed: there and back in %1</source>
        <translation>Geprobt: hin und zurück in %1</translation>
    </message>
    <message>
        <source>emergency · to be reviewed</source>
        <translation>Notfall · nachzuprüfen</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>Notfall</translation>
    </message>
    <message>
        <source>to be reviewed</source>
        <translation>nachzuprüfen</translation>
    </message>
    <message>
        <source>Upcoming</source>
        <translation>Steht an</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>Items failed</source>
        <translation>Punkte fehlgeschlagen</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Unterschrieben</translation>
    </message>
    <message>
        <source>signature overdue</source>
        <translation>Unterschrift überfällig</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Bereitstellung</translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation>Rücknahme</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Vorbei</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>Wartung</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Notschalter</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Ledger: %1</source>
        <translation>Journal: %1</translation>
    </message>
    <message>
        <source>Ledger: verified, %1 entries</source>
        <translation>Journal: geprüft, %1 Einträge</translation>
    </message>
    <message>
        <source>Ledger: being verified</source>
        <translation>Journal: wird geprüft</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>Arbeitsbereich %1</translation>
    </message>
    <message>
        <source>All times local (%1)</source>
        <translation>Alle Zeiten sind Ortszeit (%1)</translation>
    </message>
    <message>
        <source> · anchored %1</source>
        <translation> · verankert %1</translation>
    </message>
    <message>
        <source> · not anchored: %1</source>
        <translation> · nicht verankert: %1</translation>
    </message>
</context>
<context>
    <name>StepBetween</name>
    <message numerus="yes">
        <source>%n gates not met</source>
        <translation>
            <numerusform>%n Schranke zu</numerusform>
            <numerusform>%n Schranken zu</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Bereitstellen…</translation>
    </message>
    <message>
        <source>Promote %1 from %2 to %3</source>
        <translation>%1 von %2 nach %3 übernehmen</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>%1 is under way</source>
        <translation>%1 läuft</translation>
    </message>
    <message>
        <source>same commit</source>
        <translation>gleicher Commit</translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n Commit</numerusform>
            <numerusform>%n Commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not in %1</source>
        <translation>
            <numerusform>%n nicht in %1</numerusform>
            <numerusform>%n nicht in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>Waits · %1 left</source>
        <translation>Wartet · noch %1</translation>
    </message>
    <message>
        <source>Running · %1 of %2 hosts done</source>
        <translation>Läuft · %1 von %2 Hosts fertig</translation>
    </message>
    <message>
        <source>After “%1”</source>
        <translation>Nach „%1“</translation>
    </message>
    <message>
        <source>Stop step</source>
        <translation>Schritt anhalten</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>Signieren…</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Antworten…</translation>
    </message>
    <message>
        <source>RUNS</source>
        <translation>FÜHRT AUS</translation>
    </message>
    <message>
        <source>ASKS</source>
        <translation>FRAGT</translation>
    </message>
    <message>
        <source>CHECKS</source>
        <translation>PRÜFT</translation>
    </message>
    <message>
        <source>UNDO</source>
        <translation>ZURÜCK</translation>
    </message>
    <message>
        <source>LIMITS</source>
        <translation>GRENZEN</translation>
    </message>
    <message>
        <source>SEES</source>
        <translation>SIEHT</translation>
    </message>
    <message>
        <source>RESULT</source>
        <translation>ERGEBNIS</translation>
    </message>
    <message>
        <source>STARTED</source>
        <translation>BEGONNEN</translation>
    </message>
    <message>
        <source>%1, took %2</source>
        <translation>%1, Dauer %2</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Not started yet. Its output appears here line by line.</source>
        <translation>Noch nicht begonnen. Die Ausgabe erscheint hier Zeile für Zeile.</translation>
    </message>
    <message>
        <source>No output.</source>
        <translation>Keine Ausgabe.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output of %1</source>
        <translation>Ausgabe von %1</translation>
    </message>
    <message>
        <source>STRATEGY</source>
        <translation>STRATEGIE</translation>
    </message>
    <message>
        <source>◇ WAIVED</source>
        <translation>◇ AUSNAHME</translation>
    </message>
    <message>
        <source>◇ WAIVED ON %1</source>
        <translation>◇ AUSNAHME AUF %1</translation>
    </message>
    <message>
        <source>%1, %2: “%3”</source>
        <translation>%1, %2: „%3“</translation>
    </message>
    <message>
        <source>Output cannot be kept on this computer now: %1. The hosts keep it, the steps run on, and it is fetched as soon as there is room.</source>
        <translation>Ausgabe lässt sich auf diesem Computer jetzt nicht aufbewahren: %1. Die Hosts bewahren sie auf, die Schritte laufen weiter, und sie wird geholt, sobald Platz ist.</translation>
    </message>
    <message>
        <source>%1 of this output is left out in the middle: of each stream %2 is kept, its begin and its newest part.</source>
        <translation>%1 dieser Ausgabe sind in der Mitte ausgelassen: Von jedem Datenstrom werden %2 aufbewahrt, der Anfang und der neueste Teil.</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>Zurückziehen…</translation>
    </message>
    <message>
        <source>ANSWERED</source>
        <translation>BEANTWORTET</translation>
    </message>
    <message>
        <source>GUARD</source>
        <translation>WÄCHTER</translation>
    </message>
</context>
<context>
    <name>StoryList</name>
    <message>
        <source>signed</source>
        <translation>unterschrieben</translation>
    </message>
    <message>
        <source>What happened, oldest first</source>
        <translation>Was geschah, ältestes zuerst</translation>
    </message>
</context>
<context>
    <name>SwitchDialog</name>
    <message>
        <source>Which switch is thrown</source>
        <translation>Welcher Schalter umgelegt wird</translation>
    </message>
    <message>
        <source>Reason (kept in the ledger)</source>
        <translation>Begründung (bleibt im Journal)</translation>
    </message>
    <message>
        <source>Throw it</source>
        <translation>Umlegen</translation>
    </message>
    <message>
        <source>Kill switch of %1</source>
        <translation>Notschalter von %1</translation>
    </message>
    <message>
        <source>The request is sent once and recorded before; then Slipway looks whether it is as it should be. The release stays.</source>
        <translation>Die Anfrage wird einmal gesendet und vorher verzeichnet; dann sieht Slipway nach, ob es ist, wie es sein soll. Die Auslieferung bleibt.</translation>
    </message>
    <message>
        <source>Write the reason first</source>
        <translation>Schreiben Sie zuerst die Begründung</translation>
    </message>
    <message>
        <source>then: %1</source>
        <translation>dann: %1</translation>
    </message>
</context>
<context>
    <name>TakeOverDialog</name>
    <message>
        <source>Reason (required, kept in the ledger)</source>
        <translation>Begründung (nötig, bleibt im Journal)</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take %1 over from %2?</source>
        <translation>%1 von %2 übernehmen?</translation>
    </message>
    <message>
        <source>For %1 · %2</source>
        <translation>Für %1 · %2</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Gehalten von</translation>
    </message>
    <message>
        <source>Is doing</source>
        <translation>Tut gerade</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>Laut</translation>
    </message>
    <message>
        <source>Sign of life</source>
        <translation>Lebenszeichen</translation>
    </message>
    <message>
        <source>%1 before it was asked: its Slipway lives</source>
        <translation>%1 vor der Anfrage: das Slipway dort läuft noch</translation>
    </message>
    <message>
        <source>none for %1</source>
        <translation>seit %1 keines</translation>
    </message>
    <message>
        <source>Runs there</source>
        <translation>Läuft dort</translation>
    </message>
    <message>
        <source>%1 of their steps</source>
        <translation>%1 davon</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>Steht bei</translation>
    </message>
    <message>
        <source>Every host of %1 refuses %2 from then on. A step of theirs that runs now goes on to its end; nothing after it starts. Talk to them first: two releases may mix.</source>
        <translation>Jeder Host von %1 weist %2 von da an ab. Ein Schritt von dort, der gerade läuft, läuft zu Ende; danach beginnt keiner mehr. Zuerst absprechen: Zwei Releases können sich mischen.</translation>
    </message>
    <message>
        <source>Write the reason first</source>
        <translation>Schreiben Sie zuerst die Begründung</translation>
    </message>
    <message>
        <source>Needs a reason</source>
        <translation>Braucht eine Begründung</translation>
    </message>
</context>
<context>
    <name>TerminalView</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Find in the output</source>
        <translation>In der Ausgabe suchen</translation>
    </message>
    <message>
        <source>Find, Enter for the next</source>
        <translation>Suchen, Eingabetaste für den nächsten Treffer</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier lines are not kept here</source>
        <translation>
            <numerusform>%n frühere Zeile wird hier nicht aufbewahrt</numerusform>
            <numerusform>%n frühere Zeilen werden hier nicht aufbewahrt</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Monitoring</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message numerus="yes">
        <source>%n deployments wait for a person</source>
        <translation>
            <numerusform>%n Bereitstellung wartet auf eine Person</numerusform>
            <numerusform>%n Bereitstellungen warten auf eine Person</numerusform>
        </translation>
    </message>
    <message>
        <source>Watching from this computer</source>
        <translation>Beobachtung von diesem Computer</translation>
    </message>
    <message>
        <source>Watched by another Slipway</source>
        <translation>Beobachtet von einem anderen Slipway</translation>
    </message>
    <message>
        <source>Nobody watches</source>
        <translation>Niemand beobachtet</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>You act as %1</source>
        <translation>Sie handeln als %1</translation>
    </message>
    <message>
        <source>Act as somebody else whose key is on this computer</source>
        <translation>Als eine andere Person handeln, deren Schlüssel auf diesem Computer liegt</translation>
    </message>
    <message>
        <source>No key of anybody under “people:” is on this computer</source>
        <translation>Von niemandem unter „people:“ liegt ein Schlüssel auf diesem Computer</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Search output</source>
        <translation>Ausgabe durchsuchen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message numerus="yes">
        <source>%n wait for you</source>
        <translation>
            <numerusform>%n wartet auf Sie</numerusform>
            <numerusform>%n warten auf Sie</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>%1: nothing waits for you</source>
        <translation>%1: nichts wartet auf Sie</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n wait for you</source>
        <translation>
            <numerusform>%1: %n wartet auf Sie</numerusform>
            <numerusform>%1: %n warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 waits for you</source>
        <translation>%1 wartet auf Sie</translation>
    </message>
</context>
<context>
    <name>UnchangedCheck</name>
    <message>
        <source>%1 cannot be found in the repository any more.</source>
        <translation>%1 ist im Repository nicht mehr zu finden.</translation>
    </message>
    <message>
        <source>%1 named commit %2 and names %3 now.</source>
        <translation>%1 bezeichnete Commit %2 und bezeichnet jetzt %3.</translation>
    </message>
    <message>
        <source>slipway.yaml cannot be read any more: %1</source>
        <translation>slipway.yaml ist nicht mehr lesbar: %1</translation>
    </message>
    <message>
        <source>slipway.yaml does not name the environment %1 any more.</source>
        <translation>slipway.yaml nennt die Umgebung %1 nicht mehr.</translation>
    </message>
    <message>
        <source>slipway.yaml changed the order of the plan or its watch.</source>
        <translation>In slipway.yaml hat sich die Reihenfolge des Plans oder seine Beobachtung geändert.</translation>
    </message>
    <message>
        <source>slipway.yaml changed these steps: %1.</source>
        <translation>In slipway.yaml haben sich diese Schritte geändert: %1.</translation>
    </message>
    <message>
        <source>The hosts or variables of %1 changed in slipway.yaml.</source>
        <translation>Die Hosts oder Variablen von %1 haben sich in slipway.yaml geändert.</translation>
    </message>
    <message>
        <source>The host key of %1 changed: %2</source>
        <translation>Der Hostschlüssel von %1 hat sich geändert: %2</translation>
    </message>
    <message>
        <source>The host key of %1 was %2 and is %3 now.</source>
        <translation>Der Hostschlüssel von %1 war %2 und ist jetzt %3.</translation>
    </message>
    <message>
        <source>The sign-off of %1 carries no signature that can be checked.</source>
        <translation>Die Freigabe von %1 trägt keine prüfbare Signatur.</translation>
    </message>
    <message>
        <source>The signature of %1 does not verify: %2</source>
        <translation>Die Signatur von %1 besteht die Prüfung nicht: %2</translation>
    </message>
    <message>
        <source>What the plan names cannot be found any more: %1</source>
        <translation>Was der Plan nennt, ist nicht mehr zu finden: %1</translation>
    </message>
    <message>
        <source>Other bytes, or another repository, than planned are named by: %1.</source>
        <translation>Andere Bytes oder ein anderes Repository als geplant nennen: %1.</translation>
    </message>
    <message>
        <source>%1 has not the role “%2” that this sign-off needs.</source>
        <translation>%1 hat nicht die Rolle „%2“, die diese Freigabe braucht.</translation>
    </message>
    <message>
        <source>The side “%1” serves now; it was to be changed while it does not.</source>
        <translation>Die Seite „%1“ ist jetzt aktiv; sie sollte geändert werden, während sie es nicht ist.</translation>
    </message>
    <message>
        <source>the side that serves</source>
        <translation>die aktive Seite</translation>
    </message>
</context>
<context>
    <name>UserService</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>there is no %1</source>
        <translation>es gibt kein %1</translation>
    </message>
    <message>
        <source>“systemctl %1” ended with %2: %3</source>
        <translation>„systemctl %1“ endete mit %2: %3</translation>
    </message>
</context>
<context>
    <name>WaiverDialog</name>
    <message>
        <source>How long the waiver holds</source>
        <translation>Wie lange die Ausnahme gilt</translation>
    </message>
    <message>
        <source>Reason (signed, and kept in the ledger)</source>
        <translation>Begründung (wird unterschrieben und steht im Journal)</translation>
    </message>
    <message>
        <source>Waive “%1”</source>
        <translation>Ausnahme von „%1“</translation>
    </message>
    <message>
        <source>%1 may pass this gate of %2, and no other version. The waiver is signed with your key, ends by itself and is shown in amber wherever it counts.</source>
        <translation>%1 darf diese Schranke von %2 passieren, keine andere Version. Die Ausnahme wird mit Ihrem Schlüssel unterschrieben, endet von selbst und ist überall gelb, wo sie zählt.</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>It holds</source>
        <translation>Sie gilt</translation>
    </message>
    <message>
        <source>Waive this gate</source>
        <translation>Ausnahme erteilen</translation>
    </message>
    <message>
        <source>Write the reason first</source>
        <translation>Schreiben Sie zuerst die Begründung</translation>
    </message>
</context>
<context>
    <name>WatchFollower</name>
    <message>
        <source>%1 has no watch to wait for.</source>
        <translation>%1 hat keine Beobachtung, auf die zu warten wäre.</translation>
    </message>
    <message>
        <source>◐ watched until %1</source>
        <translation>◐ beobachtet bis %1</translation>
    </message>
    <message>
        <source>  another Slipway observes; this one goes on with it when that one ends</source>
        <translation>  ein anderes Slipway beobachtet; dieses macht damit weiter, wenn jenes endet</translation>
    </message>
    <message>
        <source>▲ The guard rolls %1 back: %2</source>
        <translation>▲ Der Wächter nimmt %1 zurück: %2</translation>
    </message>
    <message>
        <source>▲ The guard has stopped the line of %1: %2</source>
        <translation>▲ Der Wächter hat die Linie von %1 angehalten: %2</translation>
    </message>
    <message>
        <source>✓ The watch of %1 on %2 ended well.</source>
        <translation>✓ Die Beobachtung von %1 auf %2 ist gut ausgegangen.</translation>
    </message>
    <message>
        <source>✕ The watch of %1 ended before its time: %2 took its place on %3 (%4).</source>
        <translation>✕ Die Beobachtung von %1 endete vor ihrer Zeit: %2 ist auf %3 an ihre Stelle getreten (%4).</translation>
    </message>
    <message>
        <source>✕ %1 on %2 was rolled back.</source>
        <translation>✕ %1 auf %2 wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>✕ %1 on %2 is being rolled back by %3: %4</source>
        <translation>✕ %1 auf %2 wird von %3 zurückgenommen: %4</translation>
    </message>
    <message>
        <source>The checkpoint after %1 failed: %2.</source>
        <translation>Der Prüfpunkt nach %1 ist nicht bestanden: %2.</translation>
    </message>
    <message>
        <source>The checkpoint after %1 could not be judged: %2.</source>
        <translation>Der Prüfpunkt nach %1 ließ sich nicht beurteilen: %2.</translation>
    </message>
    <message>
        <source>Decide, then run this command again: slipway decide %1 waive --checkpoint %2 | extend --checkpoint %2 --for TIME | rollback, each with --reason TEXT</source>
        <translation>Entscheiden Sie, dann denselben Befehl noch einmal: slipway decide %1 waive --checkpoint %2 | extend --checkpoint %2 --for TIME | rollback, jeweils mit --reason TEXT</translation>
    </message>
    <message>
        <source>Let go. Nobody watches %1 from here now; its checkpoints are judged once somebody does, in the window or with “slipway monitor”. The same command follows it again.</source>
        <translation>Loslassen. Von hier aus beobachtet nun niemand %1; die Prüfpunkte werden beurteilt, sobald es jemand tut, im Fenster oder mit „slipway monitor“. Derselbe Befehl verfolgt sie wieder.</translation>
    </message>
    <message>
        <source>Let go. Another Slipway goes on watching %1. The same command follows it again.</source>
        <translation>Loslassen. Ein anderes Slipway beobachtet %1 weiter. Derselbe Befehl verfolgt sie wieder.</translation>
    </message>
</context>
<context>
    <name>WatchPage</name>
    <message>
        <source>Watching · hour %1 of %2</source>
        <translation>Beobachtung · Stunde %1 von %2</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Nothing is being watched</source>
        <translation>Es wird nichts beobachtet</translation>
    </message>
    <message>
        <source>When a deployment goes live, its next hours appear here: one lane per probe, latency, and the checkpoints to sign.</source>
        <translation>Geht eine Bereitstellung live, erscheinen hier ihre nächsten Stunden: eine Spur je Sonde, die Latenz und die zu signierenden Prüfpunkte.</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>Show the whole watch</source>
        <translation>Die ganze Beobachtung zeigen</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>Die letzten %1 zeigen</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Prüfpunkte</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>live since %1</source>
        <translation>live seit %1</translation>
    </message>
    <message numerus="yes">
        <source>%n probes</source>
        <translation>
            <numerusform>%n Sonde</numerusform>
            <numerusform>%n Sonden</numerusform>
        </translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>· %1 up</source>
        <translation>· %1 verfügbar</translation>
    </message>
    <message>
        <source> · %1 not observed</source>
        <translation> · %1 nicht beobachtet</translation>
    </message>
    <message>
        <source>%1 after launch</source>
        <translation>%1 nach dem Start</translation>
    </message>
    <message>
        <source>%1 replaced this release, so this watch has ended.</source>
        <translation>%1 hat dieses Release ersetzt; damit ist diese Beobachtung beendet.</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>ms · band: day before</source>
        <translation>ms · Band: Tag davor</translation>
    </message>
    <message>
        <source>Point at a moment to read all lanes there.</source>
        <translation>Zeigen Sie auf einen Augenblick, um dort alle Spuren zu lesen.</translation>
    </message>
    <message>
        <source>Keep awake</source>
        <translation>Wach halten</translation>
    </message>
    <message>
        <source>This computer does not sleep, lid or not, until the watch is over</source>
        <translation>Dieser Rechner schläft nicht ein, mit oder ohne Deckel, bis die Beobachtung vorbei ist</translation>
    </message>
    <message>
        <source>Kill switch…</source>
        <translation>Notschalter …</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>The application&apos;s log of this watch</source>
        <translation>Das Log der Anwendung während dieser Beobachtung</translation>
    </message>
    <message>
        <source>What the application logged since the deployment</source>
        <translation>Was die Anwendung seit der Bereitstellung in ihr Log geschrieben hat</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Guided releases, from staging to production, signed at every gate.</source>
        <translation>Geführte Releases, vom Staging in die Produktion, an jeder Schranke signiert.</translation>
    </message>
    <message>
        <source>Welcome to Slipway</source>
        <translation>Willkommen bei Slipway</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>Three environments on this computer, a bot to release and a bug to catch. Ready in seconds.</source>
        <translation>Drei Umgebungen auf diesem Computer, ein Bot zum Veröffentlichen und ein Fehler zum Finden. In Sekunden bereit.</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>A folder with slipway.yaml. “slipway init” proposes one for a repository that has none.</source>
        <translation>Ein Ordner mit slipway.yaml. „slipway init“ schlägt eine für ein Repository vor, das keine hat.</translation>
    </message>
    <message>
        <source>RECENT</source>
        <translation>ZULETZT</translation>
    </message>
    <message>
        <source>Workspaces you open are listed here.</source>
        <translation>Arbeitsbereiche, die Sie öffnen, werden hier aufgelistet.</translation>
    </message>
    <message>
        <source>Open %1 in %2</source>
        <translation>%1 in %2 öffnen</translation>
    </message>
    <message>
        <source>Open a workspace: a folder with slipway.yaml</source>
        <translation>Einen Arbeitsbereich öffnen: ein Ordner mit slipway.yaml</translation>
    </message>
</context>
<context>
    <name>Witnesses</name>
    <message>
        <source>ended with the watch</source>
        <translation>endete mit der Beobachtung</translation>
    </message>
    <message>
        <source>watched to its end</source>
        <translation>hat bis zum Ende beobachtet</translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation>Exit-Code %1</translation>
    </message>
    <message>
        <source>was not left: %1</source>
        <translation>wurde nicht zurückgelassen: %1</translation>
    </message>
    <message>
        <source>is gone: %1</source>
        <translation>ist verschwunden: %1</translation>
    </message>
    <message>
        <source>kept to the end</source>
        <translation>bis zum Ende aufbewahrt</translation>
    </message>
    <message>
        <source>kept as far as there was room on the host</source>
        <translation>aufbewahrt, soweit auf dem Host Platz war</translation>
    </message>
</context>
<context>
    <name>alerts</name>
    <message>
        <source>[%1] Test: alerts arrive here</source>
        <translation>[%1] Test: Meldungen kommen hier an</translation>
    </message>
    <message>
        <source>%1, and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>[%1] Still: %2</source>
        <translation>[%1] Noch immer: %2</translation>
    </message>
    <message>
        <source>[%1] Over: %2</source>
        <translation>[%1] Vorbei: %2</translation>
    </message>
    <message>
        <source>Somebody asked Slipway to test this channel. Nothing is wrong.</source>
        <translation>Jemand lässt Slipway diesen Meldeweg testen. Nichts ist gestört.</translation>
    </message>
    <message>
        <source>from %1 to %2, %3</source>
        <translation>von %1 bis %2, %3</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>nothing on %1 answers (%2 probes)</source>
        <translation>auf %1 antwortet nichts (%2 Proben)</translation>
    </message>
    <message>
        <source>%1 is down</source>
        <translation>%1 ist ausgefallen</translation>
    </message>
    <message>
        <source>%1 (%2) waits for a decision: “%3”</source>
        <translation>%1 (%2) wartet auf eine Entscheidung: „%3“</translation>
    </message>
    <message>
        <source>the checkpoint of %1 at %2 failed: %3</source>
        <translation>der Prüfpunkt von %1 bei %2 ist nicht bestanden: %3</translation>
    </message>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>quiet from %1 to %2 (%3)</source>
        <translation>still von %1 bis %2 (%3)</translation>
    </message>
    <message>
        <source>arrived last at %1</source>
        <translation>kam zuletzt an um %1</translation>
    </message>
    <message>
        <source>%1 wait</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>%1 given up</source>
        <translation>%1 aufgegeben</translation>
    </message>
    <message>
        <source>nothing was sent yet</source>
        <translation>noch nichts gesendet</translation>
    </message>
    <message>
        <source>the guard of %1 holds: the line of %2 is stopped</source>
        <translation>der Wächter von %1 hält an: die Linie von %2 ist angehalten</translation>
    </message>
    <message>
        <source>the guard of %1 rolls %2 back</source>
        <translation>der Wächter von %1 nimmt %2 zurück</translation>
    </message>
    <message>
        <source>nothing of %1 can be seen from here</source>
        <translation>von %1 ist von hier aus nichts zu sehen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>What can be done: %1</source>
        <translation>Was man tun kann: %1</translation>
    </message>
</context>
<context>
    <name>board</name>
    <message>
        <source>%1 runs different versions</source>
        <translation>auf %1 laufen verschiedene Versionen</translation>
    </message>
    <message>
        <source>what runs on %1 is not known</source>
        <translation>was auf %1 läuft, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 runs %2 already</source>
        <translation>auf %1 läuft bereits %2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>losgelöst</translation>
    </message>
    <message>
        <source>freeze in %1</source>
        <translation>Sperrzeit in %1</translation>
    </message>
    <message>
        <source>maintenance until %1, by %2: %3</source>
        <translation>Wartung bis %1, von %2: %3</translation>
    </message>
    <message>
        <source>, expects %1 = %2</source>
        <translation>, erwartet %1 = %2</translation>
    </message>
    <message>
        <source>thrown by %1 at %2</source>
        <translation>umgelegt von %1 um %2</translation>
    </message>
    <message>
        <source>thrown by %1 at %2, not seen to be off (%3)</source>
        <translation>umgelegt von %1 um %2, nicht als aus gesehen (%3)</translation>
    </message>
    <message>
        <source>planned maintenance until %1</source>
        <translation>geplante Wartung bis %1</translation>
    </message>
    <message>
        <source>planned maintenance until %1: %2</source>
        <translation>geplante Wartung bis %1: %2</translation>
    </message>
</context>
<context>
    <name>changes</name>
    <message>
        <source>order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>sign an item, an approval or a checkpoint</source>
        <translation>einen Punkt, eine Freigabe oder einen Prüfpunkt signieren</translation>
    </message>
    <message>
        <source>Signs ITEM of a deployment with the person&apos;s own SSH key, or answers an item that needs no signature. ITEM is the name in brackets that “slipway show” prints, or a checkpoint&apos;s hour (1h).</source>
        <translation>Signiert ITEM einer Bereitstellung mit dem eigenen SSH-Schlüssel der Person oder beantwortet einen Punkt, der keine Signatur braucht. ITEM ist der Name in Klammern, den „slipway show“ ausgibt, oder die Stunde eines Prüfpunkts (1h).</translation>
    </message>
    <message>
        <source>dep-…, or an environment for its newest.</source>
        <translation>dep-… oder eine Umgebung für deren neueste.</translation>
    </message>
    <message>
        <source>What to sign.</source>
        <translation>Was zu signieren ist.</translation>
    </message>
    <message>
        <source>Kept with the signature; the reason where one is needed.</source>
        <translation>Wird mit der Signatur aufbewahrt; die Begründung, wo eine nötig ist.</translation>
    </message>
    <message>
        <source>Say no, with --note as the reason: the deployment stops.</source>
        <translation>Nein sagen, mit --note als Begründung: Die Bereitstellung hält an.</translation>
    </message>
    <message>
        <source>Answer an item: it failed.</source>
        <translation>Einen Punkt beantworten: Er ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Answer an item: it does not apply.</source>
        <translation>Einen Punkt beantworten: Er trifft nicht zu.</translation>
    </message>
    <message>
        <source>say what to sign: slipway sign DEP ITEM --as PERSON</source>
        <translation>Sagen Sie, was zu signieren ist: slipway sign DEP ITEM --as PERSON</translation>
    </message>
    <message>
        <source>“%1” answered by %2: %3</source>
        <translation>„%1“ beantwortet von %2: %3</translation>
    </message>
    <message>
        <source>✓ “%1” signed by %2 with %3</source>
        <translation>✓ „%1“ signiert von %2 mit %3</translation>
    </message>
    <message>
        <source>✕ no-go for “%1” signed by %2</source>
        <translation>✕ No-go für „%1“ signiert von %2</translation>
    </message>
    <message>
        <source>✓ checkpoint %1 signed by %2</source>
        <translation>✓ Prüfpunkt %1 signiert von %2</translation>
    </message>
    <message>
        <source>%1 has no item “%2”. Known: %3.</source>
        <translation>%1 hat keinen Punkt „%2“. Bekannt: %3.</translation>
    </message>
    <message>
        <source>say what: slipway decide DEP %1</source>
        <translation>Sagen Sie, was: slipway decide DEP %1</translation>
    </message>
    <message>
        <source>%1 needs --reason TEXT</source>
        <translation>%1 braucht --reason TEXT</translation>
    </message>
    <message>
        <source>%1: %2 recorded for %3</source>
        <translation>%1: %2 aufgezeichnet für %3</translation>
    </message>
    <message>
        <source>%1 opened. Drive it with: slipway rollback %2</source>
        <translation>%1 eröffnet. Weiterführen mit: slipway rollback %2</translation>
    </message>
    <message>
        <source>✓ %1: reached, %2 %3, %4 ms</source>
        <translation>✓ %1: erreicht, %2 %3, %4 ms</translation>
    </message>
    <message>
        <source>✕ %1: %2</source>
        <translation>✕ %1: %2</translation>
    </message>
    <message>
        <source>validate slipway.yaml, and with --hosts reach every host</source>
        <translation>slipway.yaml prüfen und mit --hosts jeden Host erreichen</translation>
    </message>
    <message>
        <source>Reads slipway.yaml whole and reports every mistake at once as file:line:column. Exit 0: fine; 2: mistakes. With --hosts it also logs in to every host (exit 1, 3 or 4 when one cannot be used).</source>
        <translation>Liest slipway.yaml ganz und meldet alle Fehler auf einmal als Datei:Zeile:Spalte. Exit 0: in Ordnung; 2: Fehler. Mit --hosts wird auch jeder Host angemeldet (Exit 1, 3 oder 4, wenn einer nicht nutzbar ist).</translation>
    </message>
    <message>
        <source>The workspace; else where you are.</source>
        <translation>Der Arbeitsbereich; sonst der aktuelle Ordner.</translation>
    </message>
    <message>
        <source>Reach every host and check its key.</source>
        <translation>Jeden Host erreichen und seinen Schlüssel prüfen.</translation>
    </message>
    <message>
        <source>With --hosts: accept exactly this unknown key. May be repeated.</source>
        <translation>Mit --hosts: genau diesen unbekannten Schlüssel annehmen. Mehrfach möglich.</translation>
    </message>
    <message>
        <source>one folder at most: slipway check [DIR]</source>
        <translation>höchstens ein Ordner: slipway check [DIR]</translation>
    </message>
    <message>
        <source>%1 (warning)</source>
        <translation>%1 (Warnung)</translation>
    </message>
    <message>
        <source>✓ %1: %2 environments, %3 steps, %4 people</source>
        <translation>✓ %1: %2 Umgebungen, %3 Schritte, %4 Personen</translation>
    </message>
    <message>
        <source>%n problem(s); nothing was run.</source>
        <translation>%n Problem(e); nichts wurde ausgeführt.</translation>
    </message>
    <message>
        <source>Slipway %1: guided releases, from staging to production, signed at every gate.

slipway [DIR]              the window on a workspace
slipway demo               the window on a built-in demo
</source>
        <translation>Slipway %1: geführte Releases, vom Staging in die Produktion, an jeder Schranke signiert.

slipway [DIR]              das Fenster auf einem Arbeitsbereich
slipway demo               das Fenster auf einer eingebauten Demo
</translation>
    </message>
    <message>
        <source>
slipway COMMAND --help explains each.
Exit codes: 0 done, 1 failed, 2 bad usage or input, 3 waits for a person, 4 refused by a rule, 5 interrupted.</source>
        <translation>
slipway COMMAND --help erklärt jeden Befehl.
Exit-Codes: 0 fertig, 1 fehlgeschlagen, 2 falscher Aufruf oder falsche Eingabe, 3 wartet auf eine Person, 4 von einer Regel abgelehnt, 5 unterbrochen.</translation>
    </message>
    <message>
        <source>Explains this command.</source>
        <translation>Erklärt diesen Befehl.</translation>
    </message>
    <message>
        <source>See “slipway %1 --help”.</source>
        <translation>Siehe „slipway %1 --help“.</translation>
    </message>
    <message>
        <source>There is no command and no folder “%1”. See “slipway --help”.</source>
        <translation>Es gibt weder einen Befehl noch einen Ordner „%1“. Siehe „slipway --help“.</translation>
    </message>
    <message>
        <source>a built-in demo: a window, or up DIR and down DIR without one</source>
        <translation>eine eingebaute Demo: als Fenster, oder mit up DIR und down DIR ohne Fenster</translation>
    </message>
    <message>
        <source>Without arguments: a window on a demo that ends with it. up DIR makes the same world in DIR without a window: a bot&apos;s Git repository, three environments behind private SSH servers on loopback, an HTTP service per host, and people with keys. down DIR ends everything up started; the folder stays.</source>
        <translation>Ohne Argumente: ein Fenster auf einer Demo, die mit ihm endet. up DIR erzeugt dieselbe Welt in DIR ohne Fenster: das Git-Repository eines Bots, drei Umgebungen hinter privaten SSH-Servern auf Loopback, je Host ein HTTP-Dienst, und Personen mit Schlüsseln. down DIR beendet alles, was up gestartet hat; der Ordner bleibt.</translation>
    </message>
    <message>
        <source>Make or end a demo.</source>
        <translation>Eine Demo erzeugen oder beenden.</translation>
    </message>
    <message>
        <source>With up: deployments take one second instead of several.</source>
        <translation>Mit up: Bereitstellungen dauern eine Sekunde statt mehrerer.</translation>
    </message>
    <message>
        <source>Print one JSON document.</source>
        <translation>Ein JSON-Dokument ausgeben.</translation>
    </message>
    <message>
        <source>as in: slipway demo up DIR, slipway demo down DIR</source>
        <translation>zum Beispiel: slipway demo up DIR, slipway demo down DIR</translation>
    </message>
    <message>
        <source>✓ the demo in %1 is ended; the folder stays</source>
        <translation>✓ die Demo in %1 ist beendet; der Ordner bleibt</translation>
    </message>
    <message>
        <source>✓ the demo is up in %1 (%2 s)</source>
        <translation>✓ die Demo läuft in %1 (%2 s)</translation>
    </message>
    <message>
        <source>  %1 (%2): ssh 127.0.0.1:%3, http://127.0.0.1:%4/health</source>
        <translation>  %1 (%2): ssh 127.0.0.1:%3, http://127.0.0.1:%4/health</translation>
    </message>
    <message>
        <source>Try: cd %1 &amp;&amp; slipway deploy v1.1.0 --to staging
End it with: slipway demo down %1</source>
        <translation>Probieren Sie: cd %1 &amp;&amp; slipway deploy v1.1.0 --to staging
Beenden mit: slipway demo down %1</translation>
    </message>
    <message>
        <source>There is no environment “%1”. Known: %2.</source>
        <translation>Es gibt keine Umgebung „%1“. Bekannt: %2.</translation>
    </message>
    <message>
        <source>waits: %1</source>
        <translation>wartet: %1</translation>
    </message>
    <message>
        <source>start or continue a deployment, until it is live or waits for a person</source>
        <translation>eine Bereitstellung beginnen oder fortführen, bis sie live ist oder auf eine Person wartet</translation>
    </message>
    <message>
        <source>Starts the deployment of VERSION (a tag, branch or commit) to an environment, or continues the one that is under way, until it is live (exit 0) or waits for a person (exit 3: sign, then run the same command again). Exit 1: a step failed; 4: a gate or rule says no; 5: interrupted.</source>
        <translation>Beginnt die Bereitstellung von VERSION (Tag, Branch oder Commit) auf einer Umgebung oder führt die laufende fort, bis sie live ist (Exit 0) oder auf eine Person wartet (Exit 3: signieren, dann denselben Befehl erneut aufrufen). Exit 1: Ein Schritt ist fehlgeschlagen; 4: Eine Schranke oder Regel sagt nein; 5: unterbrochen.</translation>
    </message>
    <message>
        <source>What to deploy.</source>
        <translation>Was bereitzustellen ist.</translation>
    </message>
    <message>
        <source>Where to.</source>
        <translation>Wohin.</translation>
    </message>
    <message>
        <source>Also when this version is already live there.</source>
        <translation>Auch wenn diese Version dort bereits live ist.</translation>
    </message>
    <message>
        <source>Do not print the steps&apos; output.</source>
        <translation>Die Ausgabe der Schritte nicht zeigen.</translation>
    </message>
    <message>
        <source>say what and where: slipway deploy VERSION --to ENV</source>
        <translation>Sagen Sie, was und wohin: slipway deploy VERSION --to ENV</translation>
    </message>
    <message>
        <source>undo the newest deployment of an environment</source>
        <translation>die neueste Bereitstellung einer Umgebung zurücknehmen</translation>
    </message>
    <message>
        <source>Undoes what the newest deployment of ENV recorded as done, in reverse order, checks health, and marks its version as bad. Continues a rollback that is under way. Needs one person and a reason; no gate closes it.</source>
        <translation>Macht in umgekehrter Reihenfolge rückgängig, was die neueste Bereitstellung von ENV als getan aufgezeichnet hat, prüft den Zustand und markiert die Version als schlecht. Führt eine laufende Rücknahme fort. Braucht eine Person und eine Begründung; keine Schranke verhindert sie.</translation>
    </message>
    <message>
        <source>The environment.</source>
        <translation>Die Umgebung.</translation>
    </message>
    <message>
        <source>Why; kept in the ledger.</source>
        <translation>Warum; bleibt im Journal.</translation>
    </message>
    <message>
        <source>Do not mark the version as bad.</source>
        <translation>Die Version nicht als schlecht markieren.</translation>
    </message>
    <message>
        <source>say where: slipway rollback ENV --reason TEXT</source>
        <translation>Sagen Sie, wo: slipway rollback ENV --reason TEXT</translation>
    </message>
    <message>
        <source>rolled back from the command line</source>
        <translation>von der Befehlszeile aus zurückgenommen</translation>
    </message>
    <message>
        <source>%1: a sign-off without a signature</source>
        <translation>%1: eine Freigabe ohne Signatur</translation>
    </message>
    <message>
        <source>%1: the signature does not verify: %2</source>
        <translation>%1: die Signatur besteht die Prüfung nicht: %2</translation>
    </message>
    <message>
        <source>✓ %1 entries in %2 chains and %3 signatures verify; head %4</source>
        <translation>✓ %1 Einträge in %2 Ketten und %3 Signaturen bestehen die Prüfung; Kopf %4</translation>
    </message>
    <message>
        <source>✕ the ledger does not verify: %1</source>
        <translation>✕ das Journal besteht die Prüfung nicht: %1</translation>
    </message>
    <message>
        <source>search the output of all steps</source>
        <translation>die Ausgabe aller Schritte durchsuchen</translation>
    </message>
    <message>
        <source>How long, as 30s, 5m or 24h.</source>
        <translation>Wie lange, als 30s, 5m oder 24h.</translation>
    </message>
    <message>
        <source>probing</source>
        <translation>misst</translation>
    </message>
    <message>
        <source>another Slipway probes this workspace; waiting for its turn</source>
        <translation>ein anderes Slipway misst diesen Arbeitsbereich; wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>The workspace; else the folder you are in, or one above it.</source>
        <translation>Der Arbeitsbereich; sonst der aktuelle Ordner oder einer darüber.</translation>
    </message>
    <message>
        <source>Print one JSON document (shape: manual, “Command line”).</source>
        <translation>Ein JSON-Dokument ausgeben (Form: Handbuch, „Command line“).</translation>
    </message>
    <message>
        <source>Who acts; else the first person of slipway.yaml with a key on this computer.</source>
        <translation>Wer handelt; sonst die erste Person aus slipway.yaml mit einem Schlüssel auf diesem Computer.</translation>
    </message>
    <message>
        <source>Let go. What runs on a host keeps running; the same command picks it up again.</source>
        <translation>Loslassen. Was auf einem Host läuft, läuft weiter; derselbe Befehl nimmt es wieder auf.</translation>
    </message>
    <message>
        <source>slipway.yaml in %1 cannot be used:</source>
        <translation>slipway.yaml in %1 ist nicht nutzbar:</translation>
    </message>
    <message>
        <source>“%1” is not among the people of slipway.yaml. Known: %2.</source>
        <translation>„%1“ ist nicht unter den Personen von slipway.yaml. Bekannt: %2.</translation>
    </message>
    <message>
        <source>Nothing was deployed yet.</source>
        <translation>Es wurde noch nichts bereitgestellt.</translation>
    </message>
    <message>
        <source>There is no deployment “%1”. “slipway status” lists them.</source>
        <translation>Es gibt keine Bereitstellung „%1“. „slipway status“ listet sie auf.</translation>
    </message>
    <message>
        <source>commit %1 · fingerprint %2 · started %3 by %4</source>
        <translation>Commit %1 · Fingerabdruck %2 · begonnen %3 von %4</translation>
    </message>
    <message>
        <source>✕ %1 is marked bad: %2</source>
        <translation>✕ %1 ist als schlecht markiert: %2</translation>
    </message>
    <message>
        <source>no-go</source>
        <translation>No-go</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>      waits for %1 × %2</source>
        <translation>      wartet auf %1 × %2</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>jede Person</translation>
    </message>
    <message>
        <source>      waits for somebody</source>
        <translation>      wartet auf jemanden</translation>
    </message>
    <message>
        <source> signed by %1</source>
        <translation> signiert von %1</translation>
    </message>
    <message>
        <source>
rolling back would run</source>
        <translation>
eine Rücknahme würde ausführen</translation>
    </message>
    <message>
        <source>  stays: “%1” has no undo</source>
        <translation>  bleibt: „%1“ hat keinen Rückweg</translation>
    </message>
    <message>
        <source>a deployment&apos;s checklist, verdicts, and what it waits for</source>
        <translation>die Checkliste einer Bereitstellung, ihre Ergebnisse und worauf sie wartet</translation>
    </message>
    <message>
        <source>Shows the checklist of a deployment: every step with its verdict, hosts and sign-offs, what it waits for, and what rolling back would run.</source>
        <translation>Zeigt die Checkliste einer Bereitstellung: jeden Schritt mit Ergebnis, Hosts und Freigaben, worauf sie wartet und was eine Rücknahme ausführen würde.</translation>
    </message>
    <message>
        <source>dep-…, or an environment for its newest; else the newest of all.</source>
        <translation>dep-… oder eine Umgebung für deren neueste; sonst die neueste von allen.</translation>
    </message>
    <message>
        <source>one deployment at most: slipway show [DEP]</source>
        <translation>höchstens eine Bereitstellung: slipway show [DEP]</translation>
    </message>
    <message>
        <source>distance unknown</source>
        <translation>Abstand unbekannt</translation>
    </message>
    <message>
        <source>same commit</source>
        <translation>gleicher Commit</translation>
    </message>
    <message>
        <source>%1 is %2 commits behind</source>
        <translation>%1 ist %2 Commits zurück</translation>
    </message>
    <message>
        <source>%1 is %2 commits ahead</source>
        <translation>%1 ist %2 Commits voraus</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>  %1 by %2, live since %3</source>
        <translation>  %1 von %2, live seit %3</translation>
    </message>
    <message>
        <source>  under way: %1 %2</source>
        <translation>  läuft: %1 %2</translation>
    </message>
    <message>
        <source>; gates not met: </source>
        <translation>; nicht erfüllte Schranken: </translation>
    </message>
    <message>
        <source>the environments: what runs where, how it is, what is under way</source>
        <translation>die Umgebungen: was wo läuft, wie es ihm geht, was im Gange ist</translation>
    </message>
    <message>
        <source>Shows the environments side by side: versions read from the hosts, health as it was last observed, gates between them and the newest deployments.</source>
        <translation>Zeigt die Umgebungen nebeneinander: von den Hosts gelesene Versionen, den zuletzt beobachteten Zustand, die Schranken dazwischen und die neuesten Bereitstellungen.</translation>
    </message>
    <message>
        <source>status takes no arguments</source>
        <translation>status nimmt keine Argumente</translation>
    </message>
    <message>
        <source>This is a fault in Slipway; nothing was recorded. Run the command again.</source>
        <translation>Das ist ein Fehler in Slipway; nichts wurde aufgezeichnet. Rufen Sie den Befehl erneut auf.</translation>
    </message>
    <message>
        <source>It was asked to stop.</source>
        <translation>Es sollte anhalten.</translation>
    </message>
    <message>
        <source>No answer came in time. What was asked may still happen; run the same command again to find out.</source>
        <translation>Keine Antwort in der vorgesehenen Zeit. Das Verlangte kann noch geschehen; rufen Sie denselben Befehl erneut auf, um es herauszufinden.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Somebody else was faster. Look at the state and try again.</source>
        <translation>Jemand anderes war schneller. Sehen Sie den Stand an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Another Slipway is at it; wait for it or look there.</source>
        <translation>Ein anderes Slipway ist daran; warten Sie darauf oder sehen Sie dort nach.</translation>
    </message>
    <message>
        <source>Nothing is started while it cannot be recorded. Make room or mend the folder&apos;s rights.</source>
        <translation>Nichts wird gestartet, solange es sich nicht aufzeichnen lässt. Schaffen Sie Platz oder berichtigen Sie die Rechte des Ordners.</translation>
    </message>
    <message>
        <source>Nothing is started on a ledger that does not verify. Run “slipway ledger verify”.</source>
        <translation>Nichts wird auf einem Journal gestartet, das die Prüfung nicht besteht. Rufen Sie „slipway ledger verify“ auf.</translation>
    </message>
    <message>
        <source>A newer Slipway wrote it; this one only reads it.</source>
        <translation>Ein neueres Slipway hat es geschrieben; dieses liest es nur.</translation>
    </message>
    <message>
        <source>Nothing was started there. Check address, port and network.</source>
        <translation>Dort wurde nichts gestartet. Prüfen Sie Adresse, Port und Netzwerk.</translation>
    </message>
    <message>
        <source>The step keeps running on the host. Run the same command again to pick it up.</source>
        <translation>Der Schritt läuft auf dem Host weiter. Rufen Sie denselben Befehl erneut auf, um ihn wieder aufzunehmen.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the host&apos;s own (ssh-keygen -lf on the host), then accept it with “slipway check --hosts --accept-host-key HOST=SHA256:…”.</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem des Hosts (ssh-keygen -lf auf dem Host) und nehmen Sie ihn dann an mit „slipway check --hosts --accept-host-key HOST=SHA256:…“.</translation>
    </message>
    <message>
        <source>Somebody may be in between. Nothing was sent. Find out why the key changed before anything else.</source>
        <translation>Möglicherweise ist jemand dazwischen. Nichts wurde gesendet. Klären Sie vor allem anderen, warum sich der Schlüssel geändert hat.</translation>
    </message>
    <message>
        <source>This key is marked as revoked. Nothing was sent.</source>
        <translation>Dieser Schlüssel ist als widerrufen markiert. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>None of your keys is accepted there. Name the right one with `identity:` or add it to the agent.</source>
        <translation>Keiner Ihrer Schlüssel wird dort angenommen. Nennen Sie den richtigen mit `identity:` oder fügen Sie ihn dem Agenten hinzu.</translation>
    </message>
    <message>
        <source>The host cannot run steps now; nothing was started.</source>
        <translation>Der Host kann jetzt keine Schritte ausführen; nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>Somebody took this environment over.</source>
        <translation>Jemand hat diese Umgebung übernommen.</translation>
    </message>
    <message>
        <source>The reply breaks its own rules; nothing is concluded from it.</source>
        <translation>Die Antwort verstößt gegen ihre eigenen Regeln; daraus wird nichts geschlossen.</translation>
    </message>
    <message>
        <source>The fault is on this computer, not on the target.</source>
        <translation>Der Fehler liegt auf diesem Computer, nicht beim Ziel.</translation>
    </message>
    <message>
        <source>Install it and try again.</source>
        <translation>Installieren Sie es und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Nichts wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>wird vorbereitet</translation>
    </message>
    <message>
        <source>deploying</source>
        <translation>wird bereitgestellt</translation>
    </message>
    <message>
        <source>waits for a person</source>
        <translation>wartet auf eine Person</translation>
    </message>
    <message>
        <source>waits for time to pass</source>
        <translation>wartet, bis Zeit vergeht</translation>
    </message>
    <message>
        <source>failed, waits for a decision</source>
        <translation>fehlgeschlagen, wartet auf eine Entscheidung</translation>
    </message>
    <message>
        <source>interrupted, outcome unknown</source>
        <translation>unterbrochen, Ausgang unbekannt</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>changed since it was signed</source>
        <translation>seit dem Signieren geändert</translation>
    </message>
    <message>
        <source>live, being watched</source>
        <translation>live, wird beobachtet</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>abandoned</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>rollback done</source>
        <translation>Rücknahme fertig</translation>
    </message>
    <message>
        <source>%1 via %2</source>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>%1, over %2</source>
        <translation>%1, mit %2</translation>
    </message>
    <message>
        <source>%1, over %2: %3</source>
        <translation>%1, mit %2: %3</translation>
    </message>
    <message>
        <source>decide what happens to a deployment: retry, exclude, waive, rollback, …</source>
        <translation>entscheiden, wie es mit einer Bereitstellung weitergeht: retry, exclude, waive, rollback, …</translation>
    </message>
    <message>
        <source>Why; kept in the ledger. Needed for all but pause, resume and stop.</source>
        <translation>Warum; bleibt im Journal. Nötig für alles außer pause, resume und stop.</translation>
    </message>
    <message>
        <source>The failed host; else the one it stands at.</source>
        <translation>Der fehlgeschlagene Host; sonst der, bei dem sie steht.</translation>
    </message>
    <message>
        <source>The step; else the one it stands at.</source>
        <translation>Der Schritt; sonst der, bei dem sie steht.</translation>
    </message>
    <message>
        <source>go back to the version before and forward again, and time the way back</source>
        <translation>zurück auf die vorige Version und wieder vor, mit gemessenem Rückweg</translation>
    </message>
    <message>
        <source>Rehearses a rollback of what runs on ENV: its undo runs as a rollback would run it, health is checked, and the same version is deployed again. The time that the way back took is shown beside “Roll back”. Not on production; the soak begins anew. Continues a rehearsal that is under way.</source>
        <translation>Probt die Rücknahme dessen, was auf ENV läuft: Der Rückweg läuft wie bei einer Rücknahme, der Zustand wird geprüft und dieselbe Version erneut bereitgestellt. Die Dauer des Rückwegs steht danach neben „Zurücknehmen“. Nicht in der Produktion; die Bewährung beginnt neu. Führt eine laufende Probe fort.</translation>
    </message>
    <message>
        <source>say where: slipway rehearse ENV</source>
        <translation>Sagen Sie, wo: slipway rehearse ENV</translation>
    </message>
    <message>
        <source>“%1” is no time. As in: 2h (ago), 14:30, 2026-11-25, 2026-11-25T14:30:00, 2026-11-25T13:30:00Z</source>
        <translation>„%1“ ist keine Zeit. Zum Beispiel: 2h (zuvor), 14:30, 2026-11-25, 2026-11-25T14:30:00, 2026-11-25T13:30:00Z</translation>
    </message>
    <message>
        <source>a stream is out or err</source>
        <translation>ein Ausgabestrom ist out oder err</translation>
    </message>
    <message>
        <source>a limit is a number from 1 to 1,000,000</source>
        <translation>eine Grenze ist eine Zahl von 1 bis 1.000.000</translation>
    </message>
    <message>
        <source>Only the newest %1 lines; there may be more.</source>
        <translation>Nur die neuesten %1 Zeilen; es kann mehr geben.</translation>
    </message>
    <message>
        <source>Small and capital letters are the same.</source>
        <translation>Groß- und Kleinschreibung nicht unterscheiden.</translation>
    </message>
    <message>
        <source>Only in this deployment, or in an environment&apos;s newest.</source>
        <translation>Nur in dieser Bereitstellung oder der neuesten einer Umgebung.</translation>
    </message>
    <message>
        <source>Only of this host. May be repeated.</source>
        <translation>Nur von diesem Host. Mehrfach möglich.</translation>
    </message>
    <message>
        <source>Only of the step with this ID. May be repeated.</source>
        <translation>Nur vom Schritt mit dieser ID. Mehrfach möglich.</translation>
    </message>
    <message>
        <source>Only lines that came at or after this time, or so long ago.</source>
        <translation>Nur Zeilen ab dieser Zeit oder aus dieser letzten Zeitspanne.</translation>
    </message>
    <message>
        <source>Only lines that came before this time.</source>
        <translation>Nur Zeilen vor dieser Zeit.</translation>
    </message>
    <message>
        <source>Only standard output (out) or standard error (err).</source>
        <translation>Nur Standardausgabe (out) oder Standardfehlerausgabe (err).</translation>
    </message>
    <message>
        <source>At most so many lines, the newest; 10000 unless given.</source>
        <translation>Höchstens so viele Zeilen, die neuesten; ohne Angabe 10000.</translation>
    </message>
    <message>
        <source>say what to look for: slipway logs --grep TEXT, or --deployment, --host, --step, --since</source>
        <translation>Sagen Sie, was gesucht wird: slipway logs --grep TEXT, oder --deployment, --host, --step, --since</translation>
    </message>
    <message>
        <source>Value of %1 (not shown): </source>
        <translation>Wert von %1 (wird nicht angezeigt): </translation>
    </message>
    <message>
        <source>put a secret into the keychain, or take it out</source>
        <translation>ein Geheimnis in den Schlüsselbund legen oder daraus entfernen</translation>
    </message>
    <message>
        <source>Stores a value in this computer&apos;s keychain for secrets with the source “keychain” in slipway.yaml. The value is typed at a prompt that does not show it, or comes on standard input; it is never an argument, and Slipway writes it nowhere else. NAME is a secret of slipway.yaml or an entry of the keychain. “secret check” reads every secret of slipway.yaml once and tells which cannot be read and which are too short to be masked. Exit 0: done; 1: not.</source>
        <translation>Legt einen Wert in den Schlüsselbund dieses Computers, für Geheimnisse mit der Quelle „keychain“ in slipway.yaml. Der Wert wird verdeckt eingegeben oder kommt über die Standardeingabe; er ist nie ein Argument, und Slipway schreibt ihn nirgendwo sonst hin. NAME ist ein Geheimnis aus slipway.yaml oder ein Eintrag des Schlüsselbunds. „secret check“ liest jedes Geheimnis aus slipway.yaml einmal und sagt, welche nicht lesbar und welche zum Maskieren zu kurz sind. Exit 0: fertig; 1: nicht.</translation>
    </message>
    <message>
        <source>Or “forget”, or “check” without a name.</source>
        <translation>Oder „forget“, oder „check“ ohne Namen.</translation>
    </message>
    <message>
        <source>The secret.</source>
        <translation>Das Geheimnis.</translation>
    </message>
    <message>
        <source>! %1: shorter than 6 characters, so it is not masked in output</source>
        <translation>! %1: kürzer als 6 Zeichen, in der Ausgabe deshalb nicht maskiert</translation>
    </message>
    <message>
        <source>✓ %1</source>
        <translation>✓ %1</translation>
    </message>
    <message>
        <source>as in: slipway secret set NAME, slipway secret forget NAME, slipway secret check</source>
        <translation>zum Beispiel: slipway secret set NAME, slipway secret forget NAME, slipway secret check</translation>
    </message>
    <message>
        <source>“%1” was left as it is: %2</source>
        <translation>„%1“ blieb, wie es war: %2</translation>
    </message>
    <message>
        <source>✓ the keychain holds “%1”</source>
        <translation>✓ „%1“ liegt im Schlüsselbund</translation>
    </message>
    <message>
        <source>✓ the keychain has no “%1” any more</source>
        <translation>✓ „%1“ ist nicht mehr im Schlüsselbund</translation>
    </message>
    <message>
        <source>▲ taken over by %1 (%2)</source>
        <translation>▲ übernommen von %1 (%2)</translation>
    </message>
    <message>
        <source>▲ held by %1 (%2)</source>
        <translation>▲ gehalten von %1 (%2)</translation>
    </message>
    <message>
        <source>◇ goes on without %1: %2 (%3)</source>
        <translation>◇ geht ohne %1 weiter: %2 (%3)</translation>
    </message>
    <message>
        <source>the way back took %1 when it was rehearsed on %2</source>
        <translation>der Rückweg dauerte %1, als er auf %2 geprobt wurde</translation>
    </message>
    <message>
        <source>the way back took %1 on %2</source>
        <translation>der Rückweg dauerte auf %2 %1</translation>
    </message>
    <message>
        <source>This key is encrypted. Add it to the agent (ssh-add), or run Slipway on a terminal, where it asks for the passphrase.</source>
        <translation>Dieser Schlüssel ist verschlüsselt. Fügen Sie ihn dem Agenten hinzu (ssh-add) oder starten Sie Slipway in einem Terminal, wo es nach der Passphrase fragt.</translation>
    </message>
    <message>
        <source>waits for the environment</source>
        <translation>wartet auf die Umgebung</translation>
    </message>
    <message>
        <source>Only print the gates and the plan: what each step would run, where, how long at most, and its undo. Exit 4 when it may not start.</source>
        <translation>Nur Schranken und Plan ausgeben: was jeder Schritt ausführen würde, wo, wie lange höchstens, und wie er zurückgenommen wird. Exit-Code 4, wenn nicht begonnen werden darf.</translation>
    </message>
    <message>
        <source>%1 (%2) to %3, where %4 runs</source>
        <translation>%1 (%2) auf %3, wo %4 läuft</translation>
    </message>
    <message>
        <source>nothing known</source>
        <translation>nichts bekannt</translation>
    </message>
    <message>
        <source>undo: </source>
        <translation>Rücknahme: </translation>
    </message>
    <message>
        <source>stays after a rollback: %1</source>
        <translation>bleibt nach einer Rücknahme: %1</translation>
    </message>
    <message>
        <source>Nothing was started. It may start now.</source>
        <translation>Nichts wurde gestartet. Es darf jetzt begonnen werden.</translation>
    </message>
    <message>
        <source>Nothing was started. It may not start: %1</source>
        <translation>Nichts wurde gestartet. Es darf nicht begonnen werden: %1</translation>
    </message>
    <message>
        <source>What to do with the ledger.</source>
        <translation>Was mit dem Journal geschehen soll.</translation>
    </message>
    <message>
        <source>The deployment to export, or an environment for its newest.</source>
        <translation>Die zu exportierende Bereitstellung, oder eine Umgebung für deren neueste.</translation>
    </message>
    <message>
        <source>The folder to write; it must not exist.</source>
        <translation>Der Ordner, der geschrieben wird; es darf ihn noch nicht geben.</translation>
    </message>
    <message>
        <source>%1 entries and %2 files of output of %3 are in %4; check them with: sh %4/verify.sh</source>
        <translation>%1 Einträge und %2 Ausgabedateien von %3 liegen in %4; prüfen mit: sh %4/verify.sh</translation>
    </message>
    <message>
        <source>%1 of this output is not kept, in the middle: of each stream of a step %2 is. What stood there cannot be found.</source>
        <translation>%1 dieser Ausgabe sind in der Mitte nicht aufbewahrt: Von jedem Datenstrom eines Schritts werden %2 aufbewahrt. Was dort stand, ist nicht zu finden.</translation>
    </message>
    <message>
        <source>What to look for, taken literally unless --regex is given.</source>
        <translation>Wonach gesucht wird, wörtlich genommen, außer mit --regex.</translation>
    </message>
    <message>
        <source>The text of --grep is a Perl-compatible regular expression.</source>
        <translation>Der Text von --grep ist ein Perl-kompatibler regulärer Ausdruck.</translation>
    </message>
    <message>
        <source>The report of %1 is in %2.</source>
        <translation>Der Bericht zu %1 liegt in %2.</translation>
    </message>
    <message>
        <source>The deployment, or an environment for its newest; else the newest of all.</source>
        <translation>Die Bereitstellung, oder eine Umgebung für deren neueste; sonst die neueste von allen.</translation>
    </message>
    <message>
        <source>The file to write.</source>
        <translation>Die Datei, die geschrieben wird.</translation>
    </message>
    <message>
        <source>        ▲ %1 of its output is left out in the middle: of each stream %2 is kept</source>
        <translation>        ▲ %1 der Ausgabe sind in der Mitte ausgelassen: Von jedem Datenstrom werden %2 aufbewahrt</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>rehearsed</source>
        <translation>geprobt</translation>
    </message>
    <message>
        <source>Wait, and probe, while only time keeps a gate closed (soak, freeze).</source>
        <translation>Warten und prüfen, solange nur die Zeit eine Schranke geschlossen hält (Bewährung, Sperrzeit).</translation>
    </message>
    <message>
        <source>Why; kept in the ledger. Needed.</source>
        <translation>Warum; bleibt im Journal. Nötig.</translation>
    </message>
    <message>
        <source>say where and why: slipway %1 ENV --reason TEXT</source>
        <translation>Sagen Sie, wo und warum: slipway %1 ENV --reason TEXT</translation>
    </message>
    <message>
        <source>close an environment to new deployments</source>
        <translation>eine Umgebung für neue Bereitstellungen schließen</translation>
    </message>
    <message>
        <source>Stops the line: nothing new is deployed or promoted to ENV, by anybody, until “open-line”. What is under way goes on, and the way back stays open.</source>
        <translation>Hält die Linie an: Nach ENV wird Neues weder bereitgestellt noch übernommen, von niemandem, bis „open-line“. Was läuft, geht weiter, und der Weg zurück bleibt offen.</translation>
    </message>
    <message>
        <source>the line of %1 is stopped by %2: %3</source>
        <translation>die Linie von %1 ist angehalten von %2: %3</translation>
    </message>
    <message>
        <source>open an environment again after “stop-line”</source>
        <translation>eine Umgebung nach „stop-line“ wieder freigeben</translation>
    </message>
    <message>
        <source>Opens ENV to new deployments again.</source>
        <translation>Gibt ENV wieder für neue Bereitstellungen frei.</translation>
    </message>
    <message>
        <source>the line of %1 is opened by %2: %3</source>
        <translation>die Linie von %1 ist freigegeben von %2: %3</translation>
    </message>
    <message>
        <source>--since must be before --until, and before now when there is no --until</source>
        <translation>--since muss vor --until liegen, und ohne --until vor jetzt</translation>
    </message>
    <message>
        <source>write what happened in a deployment or a period, who answered for it and how it is proven</source>
        <translation>schreiben, was in einer Bereitstellung oder einem Zeitraum geschah, wer dafür einstand und wie es bewiesen ist</translation>
    </message>
    <message>
        <source>Report the period from this time on, or since so long ago.</source>
        <translation>Den Zeitraum ab dieser Zeit berichten, oder seit so langer Zeit.</translation>
    </message>
    <message>
        <source>The period ends before this time; else now.</source>
        <translation>Der Zeitraum endet vor dieser Zeit; sonst jetzt.</translation>
    </message>
    <message>
        <source>say what to report and where to: slipway report DEP -o FILE.pdf, or slipway report --since TIME -o FILE.pdf (or .html, .md)</source>
        <translation>Sagen Sie, was berichtet wird und wohin: slipway report DEP -o DATEI.pdf, oder slipway report --since ZEIT -o DATEI.pdf (oder .html, .md)</translation>
    </message>
    <message>
        <source>Start past closed gates and without the sign-offs of others, for this reason, where slipway.yaml allows it. Your signature stands for it, it is shown in red everywhere, and another person reviews it afterwards.</source>
        <translation>An geschlossenen Schranken vorbei und ohne die Freigaben anderer starten, aus diesem Grund, wo slipway.yaml es erlaubt. Ihre Unterschrift steht dafür, es ist überall rot, und eine andere Person prüft es nach.</translation>
    </message>
    <message>
        <source>take your own sign-off back before it was used</source>
        <translation>die eigene Freigabe zurückziehen, bevor sie benutzt wurde</translation>
    </message>
    <message>
        <source>Takes your own sign-off of ITEM back (also a no-go), as long as nothing has begun on it. The deployment waits again.</source>
        <translation>Zieht Ihre eigene Freigabe von ITEM zurück (auch ein Nein), solange nichts darauf begonnen hat. Die Bereitstellung wartet wieder.</translation>
    </message>
    <message>
        <source>What was signed.</source>
        <translation>Was unterschrieben wurde.</translation>
    </message>
    <message>
        <source>say what and why: slipway take-back DEP ITEM --reason TEXT</source>
        <translation>sagen Sie, was und warum: slipway take-back DEP ITEM --reason TEXT</translation>
    </message>
    <message>
        <source>%1 has taken back the sign-off of “%2”: %3</source>
        <translation>%1 hat die Freigabe von „%2“ zurückgezogen: %3</translation>
    </message>
    <message>
        <source>let a version pass a closed gate, with a reason and an end</source>
        <translation>eine Version eine geschlossene Schranke passieren lassen, mit Grund und Ende</translation>
    </message>
    <message>
        <source>Waives GATE of ENV for VERSION. It is signed with your key, ends by itself, is shown wherever it counts, and is never called a sign-off. Where slipway.yaml asks for it another person signs it too: slipway waive --countersign WAIVER. Gates: %1.</source>
        <translation>Lässt VERSION die Schranke GATE von ENV passieren. Die Ausnahme wird mit Ihrem Schlüssel unterschrieben, endet von selbst, ist überall zu sehen, wo sie zählt, und heißt nie Freigabe. Wo slipway.yaml es verlangt, zeichnet eine andere Person gegen: slipway waive --countersign WAIVER. Schranken: %1.</translation>
    </message>
    <message>
        <source>The gate.</source>
        <translation>Die Schranke.</translation>
    </message>
    <message>
        <source>The version that may pass.</source>
        <translation>Die Version, die passieren darf.</translation>
    </message>
    <message>
        <source>Every version may pass, not only this one.</source>
        <translation>Jede Version darf passieren, nicht nur diese.</translation>
    </message>
    <message>
        <source>How long it holds, as 4h; 1h when absent.</source>
        <translation>Wie lange sie gilt, wie 4h; ohne Angabe 1h.</translation>
    </message>
    <message>
        <source>Sign another person&apos;s waiver.</source>
        <translation>Die Ausnahme einer anderen Person gegenzeichnen.</translation>
    </message>
    <message>
        <source>say where, what and why: slipway waive ENV GATE --version VERSION --reason TEXT [--for TIME]</source>
        <translation>sagen Sie, wo, was und warum: slipway waive ENV GATE --version VERSION --reason TEXT [--for TIME]</translation>
    </message>
    <message>
        <source>the waiver %1 is signed by %2 too</source>
        <translation>die Ausnahme %1 ist auch von %2 unterschrieben</translation>
    </message>
    <message>
        <source>%1 is waived by %2 (%3)</source>
        <translation>Ausnahme von %1, erteilt von %2 (%3)</translation>
    </message>
    <message>
        <source>let a version that was marked bad be promoted again</source>
        <translation>eine Version, die als schlecht markiert war, wieder übernehmen lassen</translation>
    </message>
    <message>
        <source>Clears a bad release. Another person than the one who marked it does; where one works alone, the same a day later.</source>
        <translation>Entlastet eine schlechte Version. Das tut eine andere Person als die, die sie markiert hat; wo jemand allein arbeitet, dieselbe einen Tag später.</translation>
    </message>
    <message>
        <source>The version, or its commit.</source>
        <translation>Die Version oder ihr Commit.</translation>
    </message>
    <message>
        <source>say what and why: slipway clear-bad VERSION --reason TEXT</source>
        <translation>sagen Sie, was und warum: slipway clear-bad VERSION --reason TEXT</translation>
    </message>
    <message>
        <source>%1 is no bad release any more, says %2: %3</source>
        <translation>%1 ist keine schlechte Version mehr, sagt %2: %3</translation>
    </message>
    <message>
        <source>review an emergency or a rollback afterwards</source>
        <translation>einen Notfall oder eine Rücknahme nachprüfen</translation>
    </message>
    <message>
        <source>Signs what was found when an emergency or a rollback was looked at. Another person than the one who started it does; where one works alone, the same a day later. Until then it stays open.</source>
        <translation>Unterschreibt, was gefunden wurde, als ein Notfall oder eine Rücknahme angesehen wurde. Das tut eine andere Person als die, die damit begonnen hat; wo jemand allein arbeitet, dieselbe einen Tag später. Bis dahin bleibt es offen.</translation>
    </message>
    <message>
        <source>What was found. Needed.</source>
        <translation>Was gefunden wurde. Nötig.</translation>
    </message>
    <message>
        <source>say which and what was found: slipway review DEP --note TEXT</source>
        <translation>sagen Sie, welche und was gefunden wurde: slipway review DEP --note TEXT</translation>
    </message>
    <message>
        <source>%1 is reviewed by %2: %3</source>
        <translation>%1 ist von %2 nachgeprüft: %3</translation>
    </message>
    <message>
        <source>◇ passed the gate “%1”: %2 (%3)</source>
        <translation>◇ an der Schranke „%1“ vorbei: %2 (%3)</translation>
    </message>
    <message>
        <source>▲ emergency: %1</source>
        <translation>▲ Notfall: %1</translation>
    </message>
    <message>
        <source>▲ to be reviewed: slipway review %1 --note TEXT</source>
        <translation>▲ nachzuprüfen: slipway review %1 --note TEXT</translation>
    </message>
    <message>
        <source>reviewed by %1: %2</source>
        <translation>nachgeprüft von %1: %2</translation>
    </message>
    <message>
        <source>waived</source>
        <translation>Ausnahme</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>Notfall</translation>
    </message>
    <message>
        <source>to be reviewed</source>
        <translation>nachzuprüfen</translation>
    </message>
    <message>
        <source>%1 asks to waive %2. It counts when another person has signed it too: slipway waive --countersign %3</source>
        <translation>%1 bittet um eine Ausnahme von %2. Sie zählt, wenn eine andere Person gegengezeichnet hat: slipway waive --countersign %3</translation>
    </message>
    <message>
        <source>✕ changed since it was signed: %1</source>
        <translation>✕ geändert seit der Unterschrift: %1</translation>
    </message>
    <message>
        <source>Nothing waits for you (%1).</source>
        <translation>Nichts wartet auf Sie (%1).</translation>
    </message>
    <message>
        <source>Waits for you (%1):</source>
        <translation>Wartet auf Sie (%1):</translation>
    </message>
    <message>
        <source>    %1, since %2</source>
        <translation>    %1, seit %2</translation>
    </message>
    <message>
        <source>Waits for others:</source>
        <translation>Wartet auf andere:</translation>
    </message>
    <message>
        <source>    %1, since %2: %3</source>
        <translation>    %1, seit %2: %3</translation>
    </message>
    <message>
        <source>what waits for you, and for others</source>
        <translation>was auf Sie und auf andere wartet</translation>
    </message>
    <message>
        <source>Shows what waits for a person: sign-offs, answers, decisions after a failure, checkpoints, reviews and second signatures under waivers; who may do it, since when, and what to type.</source>
        <translation>Zeigt, was auf einen Menschen wartet: Freigaben, Antworten, Entscheidungen nach einem Fehler, Prüfpunkte, Nachprüfungen und zweite Unterschriften unter Ausnahmen; wer es darf, seit wann, und was einzugeben ist.</translation>
    </message>
    <message>
        <source>inbox takes no arguments; say for whom: slipway inbox --as PERSON</source>
        <translation>inbox nimmt keine Argumente; sagen Sie, für wen: slipway inbox --as PERSON</translation>
    </message>
    <message>
        <source>, since %1</source>
        <translation>, seit %1</translation>
    </message>
    <message>
        <source>, on %1</source>
        <translation>, auf %1</translation>
    </message>
    <message>
        <source>slipway.yaml has changed who may sign or what production asks for since %1 accepted it at %2:</source>
        <translation>slipway.yaml hat geändert, wer unterschreiben darf oder was die Produktion verlangt, seit %1 es am %2 angenommen hat:</translation>
    </message>
    <message>
        <source>To accept exactly this: slipway accept-policy --digest %1</source>
        <translation>Um genau das anzunehmen: slipway accept-policy --digest %1</translation>
    </message>
    <message>
        <source>let a change in who may sign, or in a production rule, count</source>
        <translation>eine Änderung, wer unterschreiben darf oder was die Produktion verlangt, gelten lassen</translation>
    </message>
    <message>
        <source>Shows what slipway.yaml changed of people and production since it was last accepted, and with --digest accepts exactly that, signed with your key. Who could not sign before does not accept, and nobody gives themselves a role or a key while there are others. Until then nothing is signed for production and nothing starts there; the way back stays open.</source>
        <translation>Zeigt, was slipway.yaml an Personen und der Produktion geändert hat, seit es zuletzt angenommen wurde, und nimmt mit --digest genau das an, mit Ihrem Schlüssel unterschrieben. Wer vorher nicht unterschreiben durfte, nimmt nicht an, und niemand gibt sich selbst eine Rolle oder einen Schlüssel, solange es andere gibt. Bis dahin wird für die Produktion nichts unterschrieben und dort beginnt nichts; der Weg zurück bleibt offen.</translation>
    </message>
    <message>
        <source>The digest that was shown, or its first 12 digits.</source>
        <translation>Die gezeigte Prüfsumme oder ihre ersten 12 Stellen.</translation>
    </message>
    <message>
        <source>accept-policy takes no arguments; see what there is to accept: slipway accept-policy</source>
        <translation>accept-policy nimmt keine Argumente; sehen Sie, was anzunehmen ist: slipway accept-policy</translation>
    </message>
    <message>
        <source>slipway.yaml says what %1 accepted at %2.</source>
        <translation>slipway.yaml sagt, was %1 am %2 angenommen hat.</translation>
    </message>
    <message>
        <source>Nothing was accepted yet: the first deployment to production does.</source>
        <translation>Noch wurde nichts angenommen: das tut die erste Bereitstellung in die Produktion.</translation>
    </message>
    <message>
        <source>slipway.yaml does not say what %1 stands for (any more). Look again: slipway accept-policy</source>
        <translation>slipway.yaml sagt nicht (mehr), wofür %1 steht. Sehen Sie noch einmal nach: slipway accept-policy</translation>
    </message>
    <message>
        <source>✓ %1 has accepted what slipway.yaml says of people and production</source>
        <translation>✓ %1 hat angenommen, was slipway.yaml über Personen und die Produktion sagt</translation>
    </message>
    <message>
        <source>%1: self-approved, although the policy of then names people</source>
        <translation>%1: selbst freigegeben, obwohl damals Personen benannt waren</translation>
    </message>
    <message>
        <source>%1: signed by %2, who had no key by which that could be signed then</source>
        <translation>%1: unterschrieben von %2, die dafür damals keinen Schlüssel hatte</translation>
    </message>
    <message>
        <source>  policies in force one after the other: %1; refused attempts: %2</source>
        <translation>  nacheinander geltende Regeln: %1; abgelehnte Versuche: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>  anchored %1 times, last at %2 up to entry %3 of the workspace&apos;s chain</source>
        <translation>  %1-mal verankert, zuletzt am %2 bis zum Eintrag %3 der Kette des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>  never anchored</source>
        <translation>  nie verankert</translation>
    </message>
    <message>
        <source>  not anchored: there is no remote; a cut-off end would not show</source>
        <translation>  nicht verankert: es gibt kein Remote; ein abgeschnittenes Ende fiele nicht auf</translation>
    </message>
    <message>
        <source>  only what is known here was compared: %1</source>
        <translation>  nur was hier bekannt ist, wurde verglichen: %1</translation>
    </message>
    <message>
        <source>verify: check every chain, link, signature and anchor; anchor: put the head on the remote; export: a deployment as a folder that stock tools check</source>
        <translation>verify: jede Kette, Verbindung, Signatur und jeden Anker prüfen; anchor: den Kopf auf das Remote legen; export: eine Bereitstellung als Ordner, den übliche Werkzeuge prüfen</translation>
    </message>
    <message>
        <source>✓ entry %1 of the workspace&apos;s chain is anchored: %2</source>
        <translation>✓ Eintrag %1 der Kette des Arbeitsbereichs ist verankert: %2</translation>
    </message>
    <message>
        <source>say what: slipway ledger verify, slipway ledger anchor, or slipway ledger export DEP -o FOLDER</source>
        <translation>sagen Sie, was: slipway ledger verify, slipway ledger anchor oder slipway ledger export DEP -o FOLDER</translation>
    </message>
    <message>
        <source>    for %1</source>
        <translation>    für %1</translation>
    </message>
    <message>
        <source>    from %1 to %2, on time until %3</source>
        <translation>    von %1 bis %2, rechtzeitig bis %3</translation>
    </message>
    <message>
        <source>  last signed at %1 by %2%3</source>
        <translation>  zuletzt unterschrieben %1 von %2%3</translation>
    </message>
    <message>
        <source>To sign, with what you saw of each: slipway recurring %1 %2%3</source>
        <translation>Unterschreiben, mit dem, was Sie jeweils gesehen haben: slipway recurring %1 %2%3</translation>
    </message>
    <message>
        <source>Item %1 has two answers.</source>
        <translation>Punkt %1 hat zwei Antworten.</translation>
    </message>
    <message>
        <source>“%1” is no answer. Write --item NUMBER=passed, --item &quot;NUMBER=failed: WHAT&quot; or --item &quot;NUMBER=not-applicable: WHY&quot;, with a number from 1 to %2.</source>
        <translation>„%1“ ist keine Antwort. Schreiben Sie --item NUMMER=passed, --item &quot;NUMMER=failed: WAS&quot; oder --item &quot;NUMMER=not-applicable: WARUM&quot;, mit einer Nummer von 1 bis %2.</translation>
    </message>
    <message>
        <source>✓ “%1” is signed by %2</source>
        <translation>✓ „%1“ ist von %2 unterschrieben</translation>
    </message>
    <message>
        <source>✕ “%1” is signed by %2; failed items: %3. Sign it again when they are mended.</source>
        <translation>✕ „%1“ ist von %2 unterschrieben; fehlgeschlagene Punkte: %3. Unterschreiben Sie erneut, wenn sie behoben sind.</translation>
    </message>
    <message>
        <source>checklists that come back: what is due, late or missed; sign one</source>
        <translation>wiederkehrende Checklisten: was fällig, verspätet oder versäumt ist; eine unterschreiben</translation>
    </message>
    <message>
        <source>Lists the recurring checklists of slipway.yaml, each with when it is due, who signed it last and how often it was missed; with NAME shows its items; with one --item for each of them signs it for the period that is on. Nothing is signed in advance or afterwards. Exit 3: one waits for a person.</source>
        <translation>Listet die wiederkehrenden Checklisten von slipway.yaml, jede mit ihrer Fälligkeit, wer sie zuletzt unterschrieben hat und wie oft sie versäumt wurde; mit NAME auch ihre Punkte; mit je einem --item dafür unterschreibt es sie für den laufenden Zeitraum. Nichts wird im Voraus oder nachträglich unterschrieben. Exit 3: eine wartet auf einen Menschen.</translation>
    </message>
    <message>
        <source>A checklist.</source>
        <translation>Eine Checkliste.</translation>
    </message>
    <message>
        <source>NUMBER=passed, “NUMBER=failed: WHAT” or “NUMBER=not-applicable: WHY”; once for each.</source>
        <translation>NUMMER=passed, „NUMMER=failed: WAS“ oder „NUMMER=not-applicable: WARUM“; je einmal.</translation>
    </message>
    <message>
        <source>Kept with the signature.</source>
        <translation>Bleibt bei der Unterschrift.</translation>
    </message>
    <message>
        <source>say which one: slipway recurring NAME --item 1=passed …</source>
        <translation>sagen Sie, welche: slipway recurring NAME --item 1=passed …</translation>
    </message>
    <message>
        <source>There is no recurring checklist “%1”. There are: %2</source>
        <translation>Es gibt keine wiederkehrende Checkliste „%1“. Es gibt: %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>slipway.yaml has no recurring checklists (“recurring”).</source>
        <translation>slipway.yaml hat keine wiederkehrenden Checklisten („recurring“).</translation>
    </message>
    <message>
        <source>▲ if it fails: %1</source>
        <translation>▲ bei Fehler: %1</translation>
    </message>
    <message>
        <source>%1: signed by %2 for the role “%3”, which they did not have then</source>
        <translation>%1: von %2 für die Rolle „%3“ unterschrieben, die sie damals nicht hatten</translation>
    </message>
    <message>
        <source>  outputs of steps as they were recorded: %1</source>
        <translation>  Ausgaben von Schritten, wie sie festgehalten wurden: %1</translation>
    </message>
    <message>
        <source>▲ the clock of this computer was set while entries were written (%1×); %2</source>
        <translation>▲ die Uhr dieses Rechners wurde gestellt, während Einträge geschrieben wurden (%1×); %2</translation>
    </message>
    <message>
        <source>verify: recomputes every hash and link, compares the chains with their recorded heads, checks every signature, looks for the anchored heads, compares the output of steps with what was recorded of it, and names the first that is wrong. Exit 0: all verify; 1: not.
anchor: puts the head&apos;s digest on refs/slipway/ledger of the remote now; deployments do it by themselves.
export DEP -o FOLDER: writes all entries, signatures and output of a deployment, with a script (verify.sh) that proves them with sha256sum and ssh-keygen.</source>
        <translation>verify: berechnet jeden Hash und jede Verkettung neu, vergleicht die Ketten mit ihren festgehaltenen Köpfen, prüft jede Unterschrift, sucht die verankerten Köpfe, vergleicht die Ausgabe von Schritten mit dem, was davon festgehalten wurde, und nennt das Erste, das nicht stimmt. Exit 0: alles stimmt; 1: nicht.
anchor: legt den Digest des Kopfes jetzt auf refs/slipway/ledger des Remotes; Bereitstellungen tun es von selbst.
export DEP -o ORDNER: schreibt alle Einträge, Unterschriften und Ausgaben einer Bereitstellung, mit einem Skript (verify.sh), das sie mit sha256sum und ssh-keygen belegt.</translation>
    </message>
    <message>
        <source>The name of the production environment, typed by who approves for it alone.</source>
        <translation>Der Name der Produktionsumgebung, getippt von dem, der allein für sie freigibt.</translation>
    </message>
    <message>
        <source>since %1, told at %2</source>
        <translation>seit %1, gemeldet um %2</translation>
    </message>
    <message>
        <source>since %1, not told yet</source>
        <translation>seit %1, noch nicht gemeldet</translation>
    </message>
    <message>
        <source>slipway.yaml names no channel under `alerts`, so nobody is told.</source>
        <translation>slipway.yaml nennt unter `alerts` keinen Meldeweg, also erfährt es niemand.</translation>
    </message>
    <message>
        <source>Nobody would notice when the watching stops: `ping` names no service that does.</source>
        <translation>Niemand bemerkte, wenn die Beobachtung aufhört: `ping` nennt keinen Dienst, der das tut.</translation>
    </message>
    <message>
        <source>what people are told of, and whether it arrives; test a channel</source>
        <translation>was gemeldet wird und ob es ankommt; einen Meldeweg testen</translation>
    </message>
    <message>
        <source>Send a test.</source>
        <translation>Einen Test senden.</translation>
    </message>
    <message>
        <source>✓ %1: a test was sent</source>
        <translation>✓ %1: ein Test ist gesendet</translation>
    </message>
    <message>
        <source>slipway.yaml names no channel under `alerts`.</source>
        <translation>slipway.yaml nennt unter `alerts` keinen Meldeweg.</translation>
    </message>
    <message>
        <source>There is no alert channel “%1”.</source>
        <translation>Es gibt keinen Meldeweg „%1“.</translation>
    </message>
    <message>
        <source>✓ %1 runs, and is started again when it ends</source>
        <translation>✓ %1 läuft und wird neu gestartet, wenn es endet</translation>
    </message>
    <message>
        <source>    %1</source>
        <translation>    %1</translation>
    </message>
    <message>
        <source>▲ It ends when you log out. To keep it: %1</source>
        <translation>▲ Es endet, wenn Sie sich abmelden. Damit es bleibt: %1</translation>
    </message>
    <message>
        <source>▲ slipway.yaml names no channel under `alerts`, so nobody is told.</source>
        <translation>▲ slipway.yaml nennt unter `alerts` keinen Meldeweg, also erfährt es niemand.</translation>
    </message>
    <message>
        <source>✓ %1 is stopped and removed</source>
        <translation>✓ %1 ist angehalten und entfernt</translation>
    </message>
    <message>
        <source>probe without a window, until Ctrl-C, or as a service</source>
        <translation>ohne Fenster beobachten, bis Strg-C, oder als Dienst</translation>
    </message>
    <message>
        <source>Asks every probe on time, evaluates checkpoints that fall due and tells people what is wrong, until Ctrl-C (exit 5) or for a given time (exit 0). Only one Slipway probes a workspace at a time; this one waits for its turn.</source>
        <translation>Fragt jede Probe rechtzeitig, wertet fällige Prüfpunkte aus und meldet, was gestört ist, bis Strg-C (Ende mit 5) oder für eine bestimmte Zeit (Ende mit 0). Nur ein Slipway zugleich beobachtet einen Arbeitsbereich; dieses wartet, bis es an der Reihe ist.</translation>
    </message>
    <message>
        <source>Do it as a systemd service of yours, without a window, from now on and after a reboot.</source>
        <translation>Als eigener systemd-Dienst, ohne Fenster, von jetzt an und nach einem Neustart.</translation>
    </message>
    <message>
        <source>Stop that service and remove it.</source>
        <translation>Diesen Dienst anhalten und entfernen.</translation>
    </message>
    <message>
        <source>as in: slipway monitor --for 30s, or slipway monitor --install</source>
        <translation>etwa so: slipway monitor --for 30s, oder slipway monitor --install</translation>
    </message>
    <message>
        <source>Writes the report of a deployment: checklist with evidence, people and their sign-offs, waivers, watch and checkpoints, every entry in words, and the ledger&apos;s head. With --since, the report of a period instead: deployments, rollbacks, waivers and self-approvals, counted. The file&apos;s name says the format: .pdf, .html (one file, for reading and printing) or .md; .csv is the watch of a deployment as a table.</source>
        <translation>Schreibt den Bericht einer Bereitstellung: Checkliste mit Belegen, Personen und ihre Freigaben, Ausnahmen, Beobachtung und Prüfpunkte, jeden Eintrag in Worten und die Spitze des Journals. Mit --since stattdessen den Bericht eines Zeitraums: Bereitstellungen, Rücknahmen, Ausnahmen und Selbstfreigaben, gezählt. Der Dateiname bestimmt die Form: .pdf, .html (eine Datei, zum Lesen und Drucken) oder .md; .csv ist die Beobachtung einer Bereitstellung als Tabelle.</translation>
    </message>
    <message>
        <source>✓ “%1” recorded as self-approved by %2, without a key</source>
        <translation>✓ „%1“ als selbst freigegeben verzeichnet von %2, ohne Schlüssel</translation>
    </message>
    <message>
        <source>✓ tag verified: %1</source>
        <translation>✓ Tag geprüft: %1</translation>
    </message>
    <message>
        <source>◇ tag not verified: %1</source>
        <translation>◇ Tag nicht bestätigt: %1</translation>
    </message>
    <message>
        <source>evidence: %1 outcomes, SHA-256 %2</source>
        <translation>Belege: %1 Ergebnisse, SHA-256 %2</translation>
    </message>
    <message>
        <source>self-approved</source>
        <translation>selbst freigegeben</translation>
    </message>
    <message>
        <source>      “%1”</source>
        <translation>      „%1“</translation>
    </message>
    <message>
        <source>Records a decision; the next “deploy” goes on with it. retry: what failed is tried again, on the failed hosts only. exclude: goes on without the failed host. waive: goes on without the failed step; neither is offered where the step is required. rollback: as “slipway rollback”, begun here and driven by it. abandon: ends a deployment that has not changed any host. take-over: takes the environment from the desk that holds it, whose steps the hosts refuse from then on. pause, resume: nothing new starts. stop: ends the running step. With --checkpoint, about one of the watch that did not pass: waive accepts it as it is, extend has it judged again, on the next --for; rollback is as open as ever.</source>
        <translation>Verzeichnet eine Entscheidung; das nächste „deploy“ macht damit weiter. retry: was fehlgeschlagen ist, wird noch einmal versucht, nur auf diesen Hosts. exclude: geht ohne den fehlgeschlagenen Host weiter. waive: geht ohne den fehlgeschlagenen Schritt weiter; beides gibt es nicht, wo der Schritt verlangt ist. rollback: wie „slipway rollback“, hier begonnen und von dort gefahren. abandon: beendet eine Bereitstellung, die noch keinen Host geändert hat. take-over: nimmt die Umgebung von dem Arbeitsplatz, der sie hält; dessen Schritte lehnen die Hosts von da an ab. pause, resume: nichts Neues beginnt. stop: beendet den laufenden Schritt. Mit --checkpoint, über einen der Beobachtung, der nicht bestanden ist: waive nimmt ihn an, wie er ist, extend lässt neu urteilen, über die nächsten --for; die Rücknahme ist so offen wie immer.</translation>
    </message>
    <message>
        <source>waive, extend: the checkpoint, by its time after the release (4h).</source>
        <translation>waive, extend: der Prüfpunkt, nach seiner Zeit seit der Auslieferung (4h).</translation>
    </message>
    <message>
        <source>extend: how long it is judged from now on.</source>
        <translation>extend: wie lange von jetzt an geurteilt wird.</translation>
    </message>
    <message>
        <source>%1 needs --%2 TIME, such as 4h</source>
        <translation>%1 braucht --%2 ZEIT, etwa 4h</translation>
    </message>
    <message>
        <source>      ▲ overdue since %1</source>
        <translation>      ▲ überfällig seit %1</translation>
    </message>
    <message>
        <source>      ▲ to decide: roll back, or slipway decide … waive | extend --checkpoint %1</source>
        <translation>      ▲ zu entscheiden: zurücknehmen, oder slipway decide … waive | extend --checkpoint %1</translation>
    </message>
    <message>
        <source>  a witness keeps watch on %1, every %2</source>
        <translation>  ein Zeuge wacht auf %1, alle %2</translation>
    </message>
    <message>
        <source>  the witness on %1 %2</source>
        <translation>  der Zeuge auf %1 %2</translation>
    </message>
    <message>
        <source>say that people work on an environment</source>
        <translation>sagen, dass an einer Umgebung gearbeitet wird</translation>
    </message>
    <message>
        <source>What is not up in ENV meanwhile is shown as maintenance: it counts neither for nor against its availability, and nobody is told of it. Deployments go on as usual.</source>
        <translation>Was in ENV inzwischen nicht läuft, wird als Wartung gezeigt: Es zählt weder für noch gegen die Verfügbarkeit, und niemandem wird es gemeldet. Bereitstellungen gehen weiter wie sonst.</translation>
    </message>
    <message>
        <source>How long, from one minute to a day: 30m.</source>
        <translation>Wie lange, von einer Minute bis zu einem Tag: 30m.</translation>
    </message>
    <message>
        <source>It is over before its time.</source>
        <translation>Sie ist vor ihrer Zeit vorbei.</translation>
    </message>
    <message>
        <source>say where, how long and why: slipway maintenance ENV --for 30m --reason TEXT, or slipway maintenance ENV --end</source>
        <translation>sagen Sie wo, wie lange und warum: slipway maintenance ENV --for 30m --reason TEXT, oder slipway maintenance ENV --end</translation>
    </message>
    <message>
        <source>the maintenance of %1 is over</source>
        <translation>die Wartung von %1 ist vorbei</translation>
    </message>
    <message>
        <source>%1 is in maintenance for %2: %3</source>
        <translation>%1 ist für %2 in Wartung: %3</translation>
    </message>
    <message>
        <source>This computer does not sleep, lid or not, until the last watch is over (logind).</source>
        <translation>Dieser Rechner schläft nicht ein, mit oder ohne Deckel, bis die letzte Beobachtung vorbei ist (logind).</translation>
    </message>
    <message>
        <source>this computer stays awake</source>
        <translation>dieser Rechner bleibt wach</translation>
    </message>
    <message>
        <source>Lists what is wrong now and people are told of, and the channels they are told over. Exit 1 while something is wrong. `test` sends a message over one channel, or over each. `note` prints what is wrong as Markdown for an issue tracker.</source>
        <translation>Zeigt, was jetzt nicht stimmt und gemeldet wird, und die Meldewege. Exit-Code 1, solange etwas nicht stimmt. `test` sendet eine Nachricht über einen Meldeweg oder über jeden. `note` druckt, was nicht stimmt, als Markdown für einen Issue-Tracker.</translation>
    </message>
    <message>
        <source>Nothing is wrong that people are told of.</source>
        <translation>Nichts stimmt nicht, was gemeldet wird.</translation>
    </message>
    <message>
        <source>as in: slipway alerts, slipway alerts note, slipway alerts test, slipway alerts test ops</source>
        <translation>so: slipway alerts, slipway alerts note, slipway alerts test, slipway alerts test ops</translation>
    </message>
    <message>
        <source>Instead: the lines that the `log` probes of this environment count on its hosts now, which came since the deployment that runs there.</source>
        <translation>Stattdessen: die Zeilen, die die `log`-Proben dieser Umgebung jetzt auf ihren Hosts zählen; sie kamen seit der Bereitstellung, die dort läuft.</translation>
    </message>
    <message>
        <source>%1 │ %2</source>
        <translation>%1 │ %2</translation>
    </message>
    <message>
        <source>%1 has no `log` probe in slipway.yaml.</source>
        <translation>%1 hat in slipway.yaml keine `log`-Probe.</translation>
    </message>
    <message>
        <source>turn something off at once, without a release</source>
        <translation>etwas sofort abschalten, ohne Auslieferung</translation>
    </message>
    <message>
        <source>Throws a kill switch of ENV (`switches` in slipway.yaml): records it, sends its request once, and looks for at most ten seconds whether it is as it should be. Exit 1: it was not seen to be off. Without NAME: lists them.</source>
        <translation>Legt einen Notschalter von ENV um (`switches` in slipway.yaml): verzeichnet es, sendet seine Anfrage einmal und sieht höchstens zehn Sekunden lang nach, ob es ist, wie es sein soll. Exit-Code 1: Es wurde nicht als aus gesehen. Ohne NAME: listet sie auf.</translation>
    </message>
    <message>
        <source>Which; without it they are listed.</source>
        <translation>Welcher; ohne ihn werden sie aufgelistet.</translation>
    </message>
    <message>
        <source>say which and why: slipway kill-switch ENV NAME --reason TEXT</source>
        <translation>sagen Sie welchen und warum: slipway kill-switch ENV NAME --reason TEXT</translation>
    </message>
    <message>
        <source>%1 has no switches in slipway.yaml.</source>
        <translation>%1 hat in slipway.yaml keine Schalter.</translation>
    </message>
    <message>
        <source>✓ “%1” is off: %2</source>
        <translation>✓ „%1“ ist aus: %2</translation>
    </message>
    <message>
        <source>✕ “%1” was not seen to be off: %2</source>
        <translation>✕ „%1“ wurde nicht als aus gesehen: %2</translation>
    </message>
    <message>
        <source>Prints the lines of step output, and of the logs that a watch keeps (step `log`), that all options agree on, oldest attempt first; with --deployment and no --grep everything that deployment said. Exit 0: something was found; 1: nothing.</source>
        <translation>Gibt die Zeilen der Schrittausgaben und der Logs, die eine Beobachtung aufbewahrt (Schritt `log`), aus, auf die alle Optionen zutreffen, ältester Versuch zuerst; mit --deployment und ohne --grep die ganze Ausgabe dieser Bereitstellung. Exit 0: etwas gefunden; 1: nichts.</translation>
    </message>
    <message>
        <source>  the log %1 of %2 is kept</source>
        <translation>  das Log %1 von %2 wird aufbewahrt</translation>
    </message>
    <message>
        <source>  the log %1 of %2: %3</source>
        <translation>  das Log %1 von %2: %3</translation>
    </message>
    <message>
        <source>✓ %1 is live on %2.</source>
        <translation>✓ %1 ist live auf %2.</translation>
    </message>
    <message>
        <source>Once it is live, wait, and observe, until its watch is over: exit 0 when it ended well, 3 as soon as a checkpoint did not pass and somebody has to decide, 1 when it was rolled back or something else took its place. Also when this version is already live there.</source>
        <translation>Sobald sie live ist, warten und beobachten, bis ihre Beobachtung vorbei ist: Ende mit 0, wenn sie gut ausging, mit 3, sobald ein Prüfpunkt nicht bestanden ist und jemand entscheiden muss, mit 1, wenn sie zurückgenommen wurde oder etwas anderes an ihre Stelle trat. Auch, wenn diese Version dort schon live ist.</translation>
    </message>
    <message>
        <source>This security key asks for its PIN. Run Slipway on a terminal, where it asks for it, or add the key to an agent that does.</source>
        <translation>Dieser Sicherheitsschlüssel verlangt seine PIN. Slipway in einem Terminal starten, wo es danach fragt, oder den Schlüssel einem Agenten geben, der das tut.</translation>
    </message>
    <message>
        <source>How long to wait when it cannot go on, such as for a host that is away (%1). Exit 1 then; the deployment stays as it is, and the same command goes on with it.</source>
        <translation>Wie lange gewartet wird, wenn es nicht weitergehen kann, etwa auf einen Host, der nicht erreichbar ist (%1). Danach Exitcode 1; das Deployment bleibt, wie es ist, und derselbe Befehl setzt es fort.</translation>
    </message>
    <message>
        <source>--give-up-after takes a time such as 30s or 10m</source>
        <translation>--give-up-after verlangt eine Zeit wie 30s oder 10m</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Slipway ended while it was under way: nobody knows whether it arrived</source>
        <translation>Slipway endete währenddessen: Niemand weiß, ob es angekommen ist</translation>
    </message>
    <message>
        <source>stopped while it was under way: it may have arrived</source>
        <translation>währenddessen angehalten: Es kann angekommen sein</translation>
    </message>
    <message>
        <source>nothing was observed yet</source>
        <translation>es wurde noch nichts beobachtet</translation>
    </message>
    <message>
        <source>no probe looks at it</source>
        <translation>keine Sonde beobachtet dies</translation>
    </message>
    <message>
        <source>the environment variable %1</source>
        <translation>Umgebungsvariable %1</translation>
    </message>
    <message>
        <source>the command “%1”</source>
        <translation>Befehl „%1“</translation>
    </message>
    <message>
        <source>the keychain entry “%1”</source>
        <translation>Schlüsselbundeintrag „%1“</translation>
    </message>
    <message>
        <source>the secret %1 could not be read from %2: %3</source>
        <translation>das Geheimnis %1 ließ sich nicht lesen (Quelle: %2): %3</translation>
    </message>
    <message>
        <source>the SHA-256 of %1 is %2, and slipway.yaml says %3</source>
        <translation>der SHA-256 von %1 ist %2, und slipway.yaml nennt %3</translation>
    </message>
    <message>
        <source>was not started: %1 (%2)</source>
        <translation>wurde nicht gestartet: %1 (%2)</translation>
    </message>
    <message>
        <source>was not started: the secret %1 holds a line break or another control character, so it cannot stand in a header</source>
        <translation>wurde nicht gestartet: Das Geheimnis %1 enthält einen Zeilenumbruch oder ein anderes Steuerzeichen und kann deshalb nicht in einem Header stehen</translation>
    </message>
    <message>
        <source>“%1” names no `repository`, and the remote origin does not name one either</source>
        <translation>„%1“ nennt kein `repository`, und das Remote origin nennt auch keines</translation>
    </message>
    <message>
        <source>signed by %1</source>
        <translation>unterschrieben von %1</translation>
    </message>
    <message>
        <source>no person of slipway.yaml signed it: %1</source>
        <translation>keine Person aus slipway.yaml hat es unterschrieben: %1</translation>
    </message>
    <message>
        <source>entry %1 of the workspace&apos;s chain is not the one that was anchored at %2</source>
        <translation>Eintrag %1 der Kette des Arbeitsbereichs ist nicht der, der am %2 verankert wurde</translation>
    </message>
    <message>
        <source>its end was cut off: entry %1 of the workspace&apos;s chain was anchored at %2, and is not there</source>
        <translation>das Ende wurde abgeschnitten: Eintrag %1 der Kette des Arbeitsbereichs wurde am %2 verankert und fehlt</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>diesem Rechner</translation>
    </message>
    <message>
        <source>The output of “%1” on %2 is gone (attempt %3).</source>
        <translation>Die Ausgabe von „%1“ auf %2 ist weg (Versuch %3).</translation>
    </message>
    <message>
        <source>The output of “%1” on %2 is not what was recorded when it ended (attempt %3).</source>
        <translation>Die Ausgabe von „%1“ auf %2 ist nicht die, die an seinem Ende festgehalten wurde (Versuch %3).</translation>
    </message>
    <message>
        <source>who wrote the released commits cannot be told: %1</source>
        <translation>wer die Commits dieser Version schrieb, lässt sich nicht sagen: %1</translation>
    </message>
</context>
<context>
    <name>freeze</name>
    <message>
        <source>Mon</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Mi</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Fr</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Sa</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>So</translation>
    </message>
    <message>
        <source>frozen until %1</source>
        <translation>gesperrt bis %1</translation>
    </message>
    <message>
        <source>frozen since %1 until %2 (%3)%4</source>
        <translation>gesperrt seit %1 bis %2 (%3)%4</translation>
    </message>
    <message>
        <source>freeze starts in %1 (%2 %3%4)</source>
        <translation>Sperrzeit beginnt in %1 (%2 %3%4)</translation>
    </message>
    <message>
        <source>this plan takes about %1 and would run into the freeze of %2 (%3)</source>
        <translation>dieser Plan dauert etwa %1 und liefe in die Sperrzeit ab %2 (%3)</translation>
    </message>
</context>
<context>
    <name>gates</name>
    <message>
        <source>Deployed to %1</source>
        <translation>Auf %1 bereitgestellt</translation>
    </message>
    <message>
        <source>nothing was deployed to %1 yet</source>
        <translation>auf %1 wurde noch nichts bereitgestellt</translation>
    </message>
    <message>
        <source>%1 runs %2 (%3), not %4</source>
        <translation>auf %1 läuft %2 (%3), nicht %4</translation>
    </message>
    <message>
        <source>%1 to %2 is under way there (%3)</source>
        <translation>dort läuft gerade die Bereitstellung von %1 auf %2 (%3)</translation>
    </message>
    <message>
        <source>%1, same commit %2</source>
        <translation>%1, gleicher Commit %2</translation>
    </message>
    <message>
        <source>Soaked %1 in observed health</source>
        <translation>%1 mit beobachteter Gesundheit bewährt</translation>
    </message>
    <message>
        <source>starts when this version is live on %1</source>
        <translation>beginnt, wenn diese Version auf %1 live ist</translation>
    </message>
    <message>
        <source>%1 of %2 observed healthy on %3</source>
        <translation>%1 / %2 gesund beobachtet auf %3</translation>
    </message>
    <message>
        <source>At most %1 old</source>
        <translation>Höchstens %1 alt</translation>
    </message>
    <message>
        <source>nothing is live on %1</source>
        <translation>auf %1 ist nichts live</translation>
    </message>
    <message>
        <source>live on %1 for %2</source>
        <translation>%2 live auf %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>%1 is healthy now</source>
        <translation>%1 ist jetzt gesund</translation>
    </message>
    <message>
        <source>it is not seen healthy right now</source>
        <translation>es ist gerade nicht als gesund beobachtet</translation>
    </message>
    <message>
        <source>Not a bad release</source>
        <translation>Kein schlechtes Release</translation>
    </message>
    <message>
        <source>%1 was marked bad by %2: %3</source>
        <translation>%1 wurde von %2 als schlecht markiert: %3</translation>
    </message>
    <message>
        <source>%1 was never marked bad</source>
        <translation>%1 wurde nie als schlecht markiert</translation>
    </message>
    <message>
        <source>Nothing else under way on %1</source>
        <translation>Auf %1 läuft nichts anderes</translation>
    </message>
    <message>
        <source>%1 (%2), started by %3</source>
        <translation>%1 (%2), begonnen von %3</translation>
    </message>
    <message>
        <source>no deployment is open there</source>
        <translation>dort ist keine Bereitstellung offen</translation>
    </message>
    <message>
        <source>Outside change freeze</source>
        <translation>Außerhalb der Sperrzeiten</translation>
    </message>
    <message>
        <source>its freeze windows were not looked at yet</source>
        <translation>seine Sperrzeiten wurden noch nicht angesehen</translation>
    </message>
    <message>
        <source>no freeze in the next 7 days</source>
        <translation>keine Sperrzeit in den nächsten 7 Tagen</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>this plan takes about %1 and would wait then</source>
        <translation>dieser Plan dauert etwa %1 und würde dann warten</translation>
    </message>
    <message>
        <source>this plan takes about %1</source>
        <translation>dieser Plan dauert etwa %1</translation>
    </message>
    <message>
        <source>The line is open</source>
        <translation>Die Linie ist frei</translation>
    </message>
    <message>
        <source>nobody has stopped it</source>
        <translation>niemand hat sie angehalten</translation>
    </message>
    <message>
        <source>stopped by %1 at %2: %3</source>
        <translation>angehalten von %1 um %2: %3</translation>
    </message>
    <message>
        <source>waived by %1 with %2 until %3: %4</source>
        <translation>Ausnahme von %1 mit %2 bis %3: %4</translation>
    </message>
    <message>
        <source>waived by %1 until %2: %3</source>
        <translation>Ausnahme von %1 bis %2: %3</translation>
    </message>
    <message>
        <source>%1 would waive it until %2 (%3); somebody else has to sign that too</source>
        <translation>%1 bittet um eine Ausnahme bis %2 (%3); jemand anderes muss sie gegenzeichnen</translation>
    </message>
    <message>
        <source>%1 would waive it until %2 (%3); somebody else with the role “%4” has to sign that too</source>
        <translation>%1 bittet um eine Ausnahme bis %2 (%3); jemand anderes mit der Rolle „%4“ muss sie gegenzeichnen</translation>
    </message>
    <message>
        <source>slipway.yaml is committed</source>
        <translation>slipway.yaml ist eingecheckt</translation>
    </message>
    <message>
        <source>it is what Git has</source>
        <translation>so steht sie in Git</translation>
    </message>
    <message>
        <source>it has changes that are not committed</source>
        <translation>sie hat Änderungen, die nicht eingecheckt sind</translation>
    </message>
    <message>
        <source>it is not in Git</source>
        <translation>sie ist nicht in Git</translation>
    </message>
    <message>
        <source>Git has not said yet</source>
        <translation>Git hat es noch nicht gesagt</translation>
    </message>
    <message>
        <source>Who may sign, and how, is accepted</source>
        <translation>Wer unterschreiben darf und wie, ist angenommen</translation>
    </message>
    <message>
        <source>trusted with this first deployment</source>
        <translation>mit dieser ersten Bereitstellung anerkannt</translation>
    </message>
    <message>
        <source>unchanged since the first deployment at %1</source>
        <translation>unverändert seit der ersten Bereitstellung am %1</translation>
    </message>
    <message>
        <source>accepted by %1 at %2</source>
        <translation>von %1 am %2 angenommen</translation>
    </message>
    <message>
        <source>slipway.yaml has changed it since %1 accepted it at %2</source>
        <translation>slipway.yaml hat es geändert, seit %1 es am %2 angenommen hat</translation>
    </message>
    <message>
        <source>slipway.yaml is that of %1</source>
        <translation>slipway.yaml ist die von %1</translation>
    </message>
    <message>
        <source>%1, as last fetched, has another one or none</source>
        <translation>%1, wie zuletzt geholt, hat eine andere oder keine</translation>
    </message>
    <message>
        <source>The way back is ready</source>
        <translation>Der Weg zurück ist bereit</translation>
    </message>
    <message>
        <source>what runs on %1 is not known, so there is nothing to go back to</source>
        <translation>was auf %1 läuft, ist nicht bekannt, also gibt es nichts, wohin man zurück könnte</translation>
    </message>
    <message>
        <source>has no undo: %1</source>
        <translation>lässt sich nicht zurücknehmen: %1</translation>
    </message>
    <message>
        <source>every step that changes a host has an undo</source>
        <translation>jeder Schritt, der einen Host ändert, lässt sich zurücknehmen</translation>
    </message>
    <message>
        <source>nobody has gone it yet; rehearse it</source>
        <translation>niemand ist ihn je gegangen; proben Sie ihn</translation>
    </message>
    <message>
        <source>last gone on %1 %2 ago, in %3; at most %4 are allowed</source>
        <translation>zuletzt auf %1 vor %2 gegangen, in %3; höchstens %4 sind erlaubt</translation>
    </message>
    <message>
        <source>has not been asked yet</source>
        <translation>wurde noch nicht gefragt</translation>
    </message>
</context>
<context>
    <name>inbox</name>
    <message>
        <source>Sign “%1”</source>
        <translation>„%1“ unterschreiben</translation>
    </message>
    <message>
        <source>Answer “%1”</source>
        <translation>„%1“ beantworten</translation>
    </message>
    <message>
        <source>Decide how to go on: “%1” failed</source>
        <translation>Entscheiden, wie es weitergeht: „%1“ ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Abandon and start again: %1</source>
        <translation>Aufgeben und neu beginnen: %1</translation>
    </message>
    <message>
        <source>Resume: it is paused</source>
        <translation>Fortsetzen: sie ist angehalten</translation>
    </message>
    <message>
        <source>Resume: it is paused (%1)</source>
        <translation>Fortsetzen: sie ist angehalten (%1)</translation>
    </message>
    <message>
        <source>Sign the checkpoint after %1: “%2”</source>
        <translation>Den Prüfpunkt nach %1 unterschreiben: „%2“</translation>
    </message>
    <message>
        <source>Decide about the checkpoint after %1, which did not pass: “%2”</source>
        <translation>Über den Prüfpunkt nach %1 entscheiden, der nicht bestanden ist: „%2“</translation>
    </message>
    <message>
        <source>Review what was done: %1</source>
        <translation>Nachprüfen, was getan wurde: %1</translation>
    </message>
    <message>
        <source>Sign the waiver of the gate “%1”, or let it end</source>
        <translation>Die Ausnahme von der Schranke „%1“ gegenzeichnen oder enden lassen</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>every version</source>
        <translation>jede Version</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>nobody may</source>
        <translation>niemand darf es</translation>
    </message>
    <message>
        <source>nobody who has the role “%1” may</source>
        <translation>niemand mit der Rolle „%1“ darf es</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Accept what slipway.yaml changed of people or production</source>
        <translation>Annehmen, was slipway.yaml an Personen oder Produktion geändert hat</translation>
    </message>
    <message>
        <source>Go through “%1” and sign it</source>
        <translation>„%1“ durchgehen und unterschreiben</translation>
    </message>
    <message>
        <source>overdue since %1</source>
        <translation>überfällig seit %1</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>bis %1</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>none on this computer</source>
        <translation>keiner auf diesem Rechner</translation>
    </message>
    <message>
        <source>in agent</source>
        <translation>im Agenten</translation>
    </message>
    <message>
        <source>key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>the SSH agent signs; the key does not leave it</source>
        <translation>der SSH-Agent unterschreibt; der Schlüssel verlässt ihn nicht</translation>
    </message>
    <message>
        <source>the key is read from %1</source>
        <translation>der Schlüssel wird aus %1 gelesen</translation>
    </message>
    <message>
        <source>self-approved</source>
        <translation>selbst freigegeben</translation>
    </message>
    <message>
        <source>recorded without a signature</source>
        <translation>ohne Unterschrift verzeichnet</translation>
    </message>
    <message>
        <source>Recorded as self-approved, without a signature. It never counts as four eyes.</source>
        <translation>Wird ohne Unterschrift als selbst freigegeben verzeichnet. Das zählt nie als Vier-Augen-Freigabe.</translation>
    </message>
    <message>
        <source>Nobody is named in slipway.yaml, so it is recorded as self-approved. It never counts as four eyes.</source>
        <translation>In slipway.yaml ist niemand genannt, deshalb wird es als selbst freigegeben verzeichnet. Das zählt nie als Vier-Augen-Freigabe.</translation>
    </message>
</context>
<context>
    <name>ledger</name>
    <message>
        <source>%1 entry %2</source>
        <translation>%1 Eintrag %2</translation>
    </message>
    <message>
        <source>%1: the clock was set back by %2 since %3</source>
        <translation>%1: die Uhr wurde seit %3 um %2 zurückgestellt</translation>
    </message>
    <message>
        <source>%1: the clock was set forward by %2 since %3</source>
        <translation>%1: die Uhr wurde seit %3 um %2 vorgestellt</translation>
    </message>
</context>
<context>
    <name>note</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Since %1, for %2 so far</source>
        <translation>Seit %1, bisher %2</translation>
    </message>
    <message>
        <source>From %1 to %2, for %3</source>
        <translation>Von %1 bis %2, %3 lang</translation>
    </message>
    <message>
        <source>What was seen: %1</source>
        <translation>Gesehen wurde: %1</translation>
    </message>
    <message>
        <source>What ran: %1 (commit %2, %3), live since %4</source>
        <translation>Es lief: %1 (Commit %2, %3), ausgeliefert seit %4</translation>
    </message>
    <message>
        <source>Project: %1</source>
        <translation>Projekt: %1</translation>
    </message>
    <message>
        <source>Contact: %1</source>
        <translation>Kontakt: %1</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Zeilen des Protokolls</translation>
    </message>
</context>
<context>
    <name>outcomes</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>SHA-256 of its standard output: %1</source>
        <translation>SHA-256 seiner Standardausgabe: %1</translation>
    </message>
    <message>
        <source>SHA-256 of its entry in the ledger: %1</source>
        <translation>SHA-256 seines Eintrags im Journal: %1</translation>
    </message>
    <message>
        <source>broken, not critical</source>
        <translation>gebrochen, nicht kritisch</translation>
    </message>
</context>
<context>
    <name>outputs</name>
    <message>
        <source>Log %1</source>
        <translation>Log %1</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Zeuge</translation>
    </message>
</context>
<context>
    <name>policy</name>
    <message>
        <source>a policy that is not what its digest says</source>
        <translation>Regeln, die nicht sind, was ihre Prüfsumme sagt</translation>
    </message>
    <message>
        <source>a policy is trusted although one was in force</source>
        <translation>Regeln werden anerkannt, obwohl schon welche galten</translation>
    </message>
    <message>
        <source>a change of policy that does not build on the one before it</source>
        <translation>eine Änderung der Regeln, die nicht auf der vorigen aufbaut</translation>
    </message>
    <message>
        <source>signed by %1, who had no key by which that could be signed then</source>
        <translation>unterschrieben von %1, die dafür damals keinen Schlüssel hatte</translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>all healthy</source>
        <translation>alles gesund</translation>
    </message>
    <message numerus="yes">
        <source>%n healthy</source>
        <translation>
            <numerusform>%n gesund</numerusform>
            <numerusform>%n gesund</numerusform>
        </translation>
    </message>
    <message>
        <source>p50 %1, p95 %2</source>
        <translation>p50 %1, p95 %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>recurring</name>
    <message>
        <source>begins at %1</source>
        <translation>beginnt am %1</translation>
    </message>
    <message>
        <source>due in %1</source>
        <translation>fällig in %1</translation>
    </message>
    <message>
        <source>late since %1</source>
        <translation>verspätet seit %1</translation>
    </message>
    <message>
        <source>signed late by %1 at %2</source>
        <translation>verspätet unterschrieben von %1 am %2</translation>
    </message>
    <message>
        <source>signed by %1 at %2</source>
        <translation>unterschrieben von %1 am %2</translation>
    </message>
    <message>
        <source>failed items: %1</source>
        <translation>fehlgeschlagene Punkte: %1</translation>
    </message>
    <message>
        <source>missed: %1, the last of %2</source>
        <translation>versäumt: %1, zuletzt vom %2</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>jeden Tag</translation>
    </message>
    <message>
        <source>every %1 days</source>
        <translation>alle %1 Tage</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>jede Woche</translation>
    </message>
    <message>
        <source>every %1 weeks</source>
        <translation>alle %1 Wochen</translation>
    </message>
    <message>
        <source>every year</source>
        <translation>jedes Jahr</translation>
    </message>
    <message>
        <source>every %1 years</source>
        <translation>alle %1 Jahre</translation>
    </message>
    <message>
        <source>every month</source>
        <translation>jeden Monat</translation>
    </message>
    <message>
        <source>every quarter</source>
        <translation>jedes Quartal</translation>
    </message>
    <message>
        <source>every %1 months</source>
        <translation>alle %1 Monate</translation>
    </message>
</context>
<context>
    <name>release</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>manuell</translation>
    </message>
    <message>
        <source>%1 sign-offs</source>
        <translation>%1 Freigaben</translation>
    </message>
    <message>
        <source>sign-off</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>ssh · %1 hosts</source>
        <translation>ssh · %1 Hosts</translation>
    </message>
    <message>
        <source>wait %1</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>expects %1</source>
        <translation>erwartet %1</translation>
    </message>
    <message>
        <source>%1 is an annotated tag</source>
        <translation>%1 ist ein annotiertes Tag</translation>
    </message>
    <message>
        <source>nothing uncommitted in the workspace</source>
        <translation>im Arbeitsbereich ist nichts ohne Commit</translation>
    </message>
    <message>
        <source>%1 still names %2</source>
        <translation>%1 bezeichnet noch %2</translation>
    </message>
    <message>
        <source>timeout %1</source>
        <translation>Zeitlimit %1</translation>
    </message>
    <message>
        <source> · tried for %1</source>
        <translation> · Versuche bis %1</translation>
    </message>
    <message>
        <source>no-go by %1: %2</source>
        <translation>No-go von %1: %2</translation>
    </message>
    <message>
        <source>undoes what was done on %1</source>
        <translation>macht rückgängig, was auf %1 getan wurde</translation>
    </message>
    <message>
        <source>%1 again on %2</source>
        <translation>wieder %1 auf %2</translation>
    </message>
    <message>
        <source>waits for a decision: “%1”</source>
        <translation>wartet auf eine Entscheidung: „%1“</translation>
    </message>
    <message>
        <source>waits for somebody: “%1”</source>
        <translation>wartet auf jemanden: „%1“</translation>
    </message>
    <message>
        <source>waits for %1 × %2: “%3”</source>
        <translation>wartet auf %1 × %2: „%3“</translation>
    </message>
    <message>
        <source>waits for %1: “%2”</source>
        <translation>wartet auf %1: „%2“</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>then %1</source>
        <translation>dann %1</translation>
    </message>
    <message>
        <source>annotated tag %1 on %2</source>
        <translation>annotiertes Tag %1 auf %2</translation>
    </message>
    <message>
        <source>tag %1 to %2, unless it has another one</source>
        <translation>Tag %1 an %2, sofern dort kein anderes so heißt</translation>
    </message>
    <message>
        <source>its probes are observed healthy for %1 without a break</source>
        <translation>seine Sonden sind %1 ohne Unterbrechung gesund beobachtet</translation>
    </message>
    <message>
        <source>waited for at most %1</source>
        <translation>wartet höchstens %1</translation>
    </message>
    <message>
        <source>the same with %1</source>
        <translation>dasselbe mit %1</translation>
    </message>
    <message>
        <source>impossible: %1</source>
        <translation>unmöglich: %1</translation>
    </message>
    <message>
        <source>waived · %1</source>
        <translation>Ausnahme · %1</translation>
    </message>
    <message>
        <source>This step does not run on a host</source>
        <translation>Dieser Schritt läuft nicht auf einem Host</translation>
    </message>
    <message>
        <source>waits for %1, who holds %2 (%3)</source>
        <translation>wartet auf %1 (hält %2: %3)</translation>
    </message>
    <message>
        <source>%1 took %2 over (%3)</source>
        <translation>%1 hat %2 übernommen (%3)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>all hosts at once</source>
        <translation>alle Hosts zugleich</translation>
    </message>
    <message>
        <source>1 host at a time</source>
        <translation>ein Host nach dem anderen</translation>
    </message>
    <message>
        <source>%1 hosts at a time</source>
        <translation>%1 Hosts zugleich</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>parallel: %1</source>
        <translation>parallel: %1</translation>
    </message>
    <message>
        <source>rolling: one host after the other</source>
        <translation>rollierend: ein Host nach dem anderen</translation>
    </message>
    <message>
        <source>rolling: batches of %1</source>
        <translation>rollierend: Gruppen zu %1</translation>
    </message>
    <message>
        <source>%1, each healthy for %2</source>
        <translation>%1, je %2 gesund</translation>
    </message>
    <message>
        <source>canary: %1</source>
        <translation>Canary: %1</translation>
    </message>
    <message>
        <source>blue-green: to %1 while %2 serves</source>
        <translation>Blue-Green: auf %1, während %2 aktiv ist</translation>
    </message>
    <message>
        <source>stop at the first failure</source>
        <translation>Halt beim ersten Fehlschlag</translation>
    </message>
    <message>
        <source>stop after more than %1 failed</source>
        <translation>Halt nach mehr als %1 Fehlschlägen</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>%1 of commit %2</source>
        <translation>%1 aus Commit %2</translation>
    </message>
    <message>
        <source>SHA-256 %1, %2 bytes</source>
        <translation>SHA-256 %1, %2 Bytes</translation>
    </message>
    <message>
        <source>there and back in %1</source>
        <translation>hin und zurück in %1</translation>
    </message>
    <message>
        <source>its output matches %1</source>
        <translation>die Ausgabe passt auf %1</translation>
    </message>
    <message>
        <source>the last number of its output is %1</source>
        <translation>die letzte Zahl der Ausgabe ist %1</translation>
    </message>
    <message>
        <source>%1 is signed by somebody of slipway.yaml</source>
        <translation>%1 ist von einer Person aus slipway.yaml signiert</translation>
    </message>
    <message>
        <source>%1 is in the commit</source>
        <translation>%1 ist im Commit</translation>
    </message>
    <message>
        <source>%1 matches %2</source>
        <translation>%1 passt auf %2</translation>
    </message>
    <message>
        <source>the remote origin&apos;s</source>
        <translation>das des Remotes origin</translation>
    </message>
    <message>
        <source>%1 · %2
all checks of %3 have passed</source>
        <translation>%1 · %2
alle Prüfungen von %3 sind bestanden</translation>
    </message>
    <message>
        <source>%1 · %2
%3 have passed for %4</source>
        <translation>%1 · %2
%3 sind für %4 bestanden</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 would accept it (%2); somebody else with the role “%3” has to sign that too</source>
        <translation>%1 würde ihn annehmen (%2); jemand anderes mit der Rolle „%3“ muss das mit unterschreiben</translation>
    </message>
    <message>
        <source>accepted by %1 with %2: %3</source>
        <translation>angenommen von %1 mit %2: %3</translation>
    </message>
    <message>
        <source>accepted by %1: %2</source>
        <translation>angenommen von %1: %2</translation>
    </message>
    <message>
        <source>extended by %1 until %2: %3</source>
        <translation>verlängert von %1 bis %2: %3</translation>
    </message>
    <message>
        <source>canary: %1; rolled back by itself when it fails</source>
        <translation>Canary: %1; wird von selbst zurückgenommen, wenn er fehlschlägt</translation>
    </message>
    <message>
        <source>in the first %1 it is rolled back by itself when it was down for %2</source>
        <translation>in den ersten %1 wird von selbst zurückgenommen, wenn es %2 ausgefallen war</translation>
    </message>
    <message>
        <source>in the first %1 the line is stopped by itself when it was down for %2</source>
        <translation>in den ersten %1 wird die Linie von selbst angehalten, wenn es %2 ausgefallen war</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>live, being watched</source>
        <translation>live, wird beobachtet</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>successful</source>
        <translation>erfolgreich</translation>
    </message>
    <message>
        <source>rolled back by %1</source>
        <translation>zurückgenommen von %1</translation>
    </message>
    <message>
        <source>superseded by %1</source>
        <translation>abgelöst von %1</translation>
    </message>
    <message>
        <source>abandoned</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1: %2 auf %3</translation>
    </message>
    <message>
        <source>%1: rollback of %2 to %3</source>
        <translation>%1: Rücknahme von %2 auf %3</translation>
    </message>
    <message>
        <source>%1: rehearsal of the way back on %2</source>
        <translation>%1: Probe des Rückwegs auf %2</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Bereitstellung</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>%1, commit %2</source>
        <translation>%1, Commit %2</translation>
    </message>
    <message>
        <source>Before it ran</source>
        <translation>Davor lief</translation>
    </message>
    <message>
        <source>nothing known</source>
        <translation>nichts bekannt</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>%1, after %2</source>
        <translation>%1, nach %2</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>UTC; this computer is at %1</source>
        <translation>UTC; dieser Computer ist bei %1</translation>
    </message>
    <message>
        <source>Sign-offs</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Self-approved</source>
        <translation>Selbst freigegeben</translation>
    </message>
    <message>
        <source>Waivers</source>
        <translation>Ausnahmen</translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>Erneut versucht</translation>
    </message>
    <message>
        <source>Refused attempts</source>
        <translation>Abgewiesene Versuche</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>self-approved</source>
        <translation>selbst freigegeben</translation>
    </message>
    <message>
        <source>go</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>no-go</source>
        <translation>No-go</translation>
    </message>
    <message>
        <source>checkpoint at %1</source>
        <translation>Prüfpunkt bei %1</translation>
    </message>
    <message>
        <source>Who answered for it</source>
        <translation>Wer dafür einstand</translation>
    </message>
    <message>
        <source>Nobody has signed anything.</source>
        <translation>Niemand hat etwas signiert.</translation>
    </message>
    <message>
        <source>when</source>
        <translation>wann</translation>
    </message>
    <message>
        <source>who</source>
        <translation>wer</translation>
    </message>
    <message>
        <source>role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>what</source>
        <translation>was</translation>
    </message>
    <message>
        <source>said</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>the host is left out</source>
        <translation>der Host ist ausgelassen</translation>
    </message>
    <message>
        <source>goes on without</source>
        <translation>geht weiter ohne</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>Up for %1 of what was observed; %2 of the time was observed.</source>
        <translation>Verfügbar zu %1 der beobachteten Zeit; %2 der Zeit wurden beobachtet.</translation>
    </message>
    <message>
        <source>Nothing was observed.</source>
        <translation>Nichts wurde beobachtet.</translation>
    </message>
    <message>
        <source>The lanes of the watch; what was not observed is hatched</source>
        <translation>Die Spuren der Beobachtung; nicht Beobachtetes ist schraffiert</translation>
    </message>
    <message>
        <source>at</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>Prüfpunkt</translation>
    </message>
    <message>
        <source>evaluated</source>
        <translation>ausgewertet</translation>
    </message>
    <message>
        <source>signed by</source>
        <translation>signiert von</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Beweis</translation>
    </message>
    <message>
        <source>Every line above is an entry of an append-only ledger, each with the SHA-256 of the one before it. The newest is %1 of %2 entries. `slipway ledger export %3 -o FOLDER` writes them with the signatures and a script that proves all of it without Slipway.</source>
        <translation>Jede Zeile oben ist ein Eintrag in einem Journal, an das nur angehängt wird, jeder mit dem SHA-256 des vorigen. Der neueste ist %1 von %2 Einträgen. `slipway ledger export %3 -o FOLDER` schreibt sie mit den Signaturen und einem Skript, das alles ohne Slipway beweist.</translation>
    </message>
    <message>
        <source>Written %1 UTC by %2.</source>
        <translation>Geschrieben %1 UTC von %2.</translation>
    </message>
    <message>
        <source>Health since it went live</source>
        <translation>Zustand seit dem Start</translation>
    </message>
    <message>
        <source>Nothing but up was observed.</source>
        <translation>Durchgehend als verfügbar beobachtet.</translation>
    </message>
    <message>
        <source>lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>ledger head %1</source>
        <translation>Journalkopf %1</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>%1 to %2, UTC</source>
        <translation>%1 bis %2, UTC</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Bereitstellungen</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Rollbacks</source>
        <translation>Rücknahmen</translation>
    </message>
    <message>
        <source>Rehearsals</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>No-go</source>
        <translation>No-go</translation>
    </message>
    <message>
        <source>Marked bad</source>
        <translation>Als schlecht markiert</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>went live</source>
        <translation>live gegangen</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>median to live</source>
        <translation>Median bis live</translation>
    </message>
    <message>
        <source>median back</source>
        <translation>Median zurück</translation>
    </message>
    <message>
        <source>waivers</source>
        <translation>Ausnahmen</translation>
    </message>
    <message>
        <source>sign-offs</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Nothing was started in this period.</source>
        <translation>In diesem Zeitraum wurde nichts gestartet.</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>by</source>
        <translation>von</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>deployment</source>
        <translation>Bereitstellung</translation>
    </message>
    <message>
        <source>Counted from the %1 entries of the ledger whose newest is %2; `slipway ledger verify` checks them.</source>
        <translation>Gezählt aus den %1 Einträgen des Journals, dessen neuester %2 ist; `slipway ledger verify` prüft sie.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>rollback</source>
        <translation>Rücknahme</translation>
    </message>
    <message>
        <source>rehearsal</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>degraded or suspect</source>
        <translation>beeinträchtigt oder verdächtig</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>There is no deployment %1.</source>
        <translation>Es gibt keine Bereitstellung %1.</translation>
    </message>
    <message>
        <source>this program cannot print PDF</source>
        <translation>dieses Programm kann kein PDF drucken</translation>
    </message>
    <message>
        <source>emergency: %1</source>
        <translation>Notfall: %1</translation>
    </message>
    <message>
        <source>Emergencies</source>
        <translation>Notfälle</translation>
    </message>
    <message>
        <source>Not reviewed yet</source>
        <translation>Noch nicht nachgeprüft</translation>
    </message>
    <message>
        <source>emergencies</source>
        <translation>Notfälle</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>Notfall</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Nachgeprüft</translation>
    </message>
    <message>
        <source>%1 by %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>the gate “%1”</source>
        <translation>die Schranke „%1“</translation>
    </message>
    <message>
        <source>Recurring checklists</source>
        <translation>Wiederkehrende Checklisten</translation>
    </message>
    <message>
        <source>checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>how often</source>
        <translation>wie oft</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>with failed items</source>
        <translation>mit fehlgeschlagenen Punkten</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>versäumt</translation>
    </message>
    <message>
        <source>%1 does not say what to write: end its name with .pdf, .html, .md or .csv</source>
        <translation>%1 sagt nicht, was zu schreiben ist: der Name endet auf .pdf, .html, .md oder .csv</translation>
    </message>
    <message>
        <source>only the watch of a deployment that was live is a table</source>
        <translation>nur die Beobachtung einer Bereitstellung, die live war, ist eine Tabelle</translation>
    </message>
    <message>
        <source>accepted as it is</source>
        <translation>angenommen, wie er ist</translation>
    </message>
    <message>
        <source>extended</source>
        <translation>verlängert</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>up</source>
        <translation>verfügbar</translation>
    </message>
    <message>
        <source>observed</source>
        <translation>beobachtet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>rollout</name>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>Canary of %1 %: healthy for %2</source>
        <translation>Canary mit %1 %: gesund für %2</translation>
    </message>
    <message>
        <source>Canary gate at %1 %</source>
        <translation>Canary-Schranke bei %1 %</translation>
    </message>
    <message>
        <source>Healthy for %1</source>
        <translation>Gesund für %1</translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>“%1” is not among the people of slipway.yaml.</source>
        <translation>„%1“ ist nicht unter den Personen von slipway.yaml.</translation>
    </message>
    <message>
        <source>Whether “%1” still runs on %2 is not known (%3). The host is asked again as soon as it answers.</source>
        <translation>Ob „%1“ noch auf %2 läuft, ist nicht bekannt (%3). Der Host wird erneut gefragt, sobald er antwortet.</translation>
    </message>
    <message>
        <source>There is no deployment %1.</source>
        <translation>Es gibt keine Bereitstellung %1.</translation>
    </message>
    <message>
        <source>%1 is already live or ended.</source>
        <translation>%1 ist bereits live oder beendet.</translation>
    </message>
    <message>
        <source>There is no environment “%1”.</source>
        <translation>Es gibt keine Umgebung „%1“.</translation>
    </message>
    <message>
        <source>%1 is already live on %2 (%3). Say so explicitly to deploy it again.</source>
        <translation>%1 ist auf %2 bereits live (%3). Sagen Sie ausdrücklich, dass erneut bereitgestellt werden soll.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Not every gate is met. %1.</source>
        <translation>Nicht jede Schranke ist erfüllt. %1.</translation>
    </message>
    <message>
        <source>“%1” is not an item of this deployment that is signed.</source>
        <translation>„%1“ ist kein Punkt dieser Bereitstellung, der signiert wird.</translation>
    </message>
    <message>
        <source>“%1” is already signed.</source>
        <translation>„%1“ ist bereits signiert.</translation>
    </message>
    <message>
        <source>The plan changed after it was fixed; a sign-off would not hold. Abandon this deployment and start again.</source>
        <translation>Der Plan hat sich nach der Festlegung geändert; eine Freigabe würde nicht gelten. Brechen Sie diese Bereitstellung ab und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>This deployment is being rolled back.</source>
        <translation>Diese Bereitstellung wird zurückgenommen.</translation>
    </message>
    <message>
        <source>“%1” is to do before it.</source>
        <translation>„%1“ ist vorher zu erledigen.</translation>
    </message>
    <message>
        <source>This needs the role “%1”; %2 has %3.</source>
        <translation>Dafür ist die Rolle „%1“ nötig; %2 hat %3.</translation>
    </message>
    <message>
        <source>No private key of %1 is on this computer.</source>
        <translation>Auf diesem Computer liegt kein privater Schlüssel von %1.</translation>
    </message>
    <message>
        <source>Four eyes need more than one person, and this workspace names none.</source>
        <translation>Vier Augen brauchen mehr als eine Person, und dieser Arbeitsbereich nennt keine weitere.</translation>
    </message>
    <message>
        <source>%1 started this deployment and does not count for four eyes.</source>
        <translation>%1 hat diese Bereitstellung begonnen und zählt für das Vier-Augen-Prinzip nicht.</translation>
    </message>
    <message>
        <source>%1 has already signed “%2”.</source>
        <translation>%1 hat „%2“ bereits signiert.</translation>
    </message>
    <message>
        <source>“%1” is not an item of this deployment.</source>
        <translation>„%1“ ist kein Punkt dieser Bereitstellung.</translation>
    </message>
    <message>
        <source>“%1” is not answered but signed.</source>
        <translation>„%1“ wird nicht beantwortet, sondern signiert.</translation>
    </message>
    <message>
        <source>“%1” is already answered.</source>
        <translation>„%1“ ist bereits beantwortet.</translation>
    </message>
    <message>
        <source>Nothing has failed that could be tried again.</source>
        <translation>Nichts ist fehlgeschlagen, was erneut versucht werden könnte.</translation>
    </message>
    <message>
        <source>Hosts have been changed already; roll back instead.</source>
        <translation>Hosts wurden bereits geändert; nehmen Sie stattdessen zurück.</translation>
    </message>
    <message>
        <source>A step is still running; stop it first.</source>
        <translation>Ein Schritt läuft noch; halten Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>It is already paused.</source>
        <translation>Es ist bereits pausiert.</translation>
    </message>
    <message>
        <source>It is not paused.</source>
        <translation>Es ist nicht pausiert.</translation>
    </message>
    <message>
        <source>It was already asked to stop.</source>
        <translation>Das Anhalten wurde bereits verlangt.</translation>
    </message>
    <message>
        <source>This step is not running.</source>
        <translation>Dieser Schritt läuft nicht.</translation>
    </message>
    <message>
        <source>A rollback needs a reason.</source>
        <translation>Eine Rücknahme braucht eine Begründung.</translation>
    </message>
    <message>
        <source>Nothing was deployed to %1 that could be rolled back.</source>
        <translation>Auf %1 wurde nichts bereitgestellt, was zurückgenommen werden könnte.</translation>
    </message>
    <message>
        <source>%1 is already rolling back there.</source>
        <translation>%1 nimmt dort bereits zurück.</translation>
    </message>
    <message>
        <source>What ran before %1 is not known, so there is nothing to go back to.</source>
        <translation>Was vor %1 lief, ist nicht bekannt; es gibt also nichts, wohin es zurückgehen könnte.</translation>
    </message>
    <message>
        <source>%1 has not changed any host; abandon it instead.</source>
        <translation>%1 hat noch keinen Host geändert; brechen Sie stattdessen ab.</translation>
    </message>
    <message>
        <source>This deployment is not being watched.</source>
        <translation>Diese Bereitstellung wird nicht beobachtet.</translation>
    </message>
    <message>
        <source>It was signed by %1.</source>
        <translation>Er wurde von %1 signiert.</translation>
    </message>
    <message>
        <source>It is due in %1.</source>
        <translation>Er ist in %1 fällig.</translation>
    </message>
    <message>
        <source>Its rules are being evaluated.</source>
        <translation>Seine Regeln werden ausgewertet.</translation>
    </message>
    <message>
        <source>It did not pass (%1); only a passed checkpoint is signed.</source>
        <translation>Er hat nicht bestanden (%1); nur ein bestandener Prüfpunkt wird signiert.</translation>
    </message>
    <message>
        <source>There is no such checkpoint.</source>
        <translation>Es gibt keinen solchen Prüfpunkt.</translation>
    </message>
    <message>
        <source>Nothing waits for a decision.</source>
        <translation>Nichts wartet auf eine Entscheidung.</translation>
    </message>
    <message>
        <source>This decision needs a reason.</source>
        <translation>Diese Entscheidung braucht eine Begründung.</translation>
    </message>
    <message>
        <source>The traffic was not switched to %1, so %2 still serves; abandon it instead.</source>
        <translation>Der Datenverkehr wurde nicht auf %1 umgeschaltet, %2 ist also noch aktiv; brechen Sie stattdessen ab.</translation>
    </message>
    <message>
        <source>“%1” is not a step of this deployment.</source>
        <translation>„%1“ ist kein Schritt dieser Bereitstellung.</translation>
    </message>
    <message>
        <source>“%1” has not failed there.</source>
        <translation>„%1“ ist dort nicht fehlgeschlagen.</translation>
    </message>
    <message>
        <source>“%1” is required.</source>
        <translation>„%1“ ist vorgeschrieben.</translation>
    </message>
    <message>
        <source>Nothing has failed on “%1”.</source>
        <translation>Auf „%1“ ist nichts fehlgeschlagen.</translation>
    </message>
    <message>
        <source>“%1” is required on every host.</source>
        <translation>„%1“ ist auf jedem Host vorgeschrieben.</translation>
    </message>
    <message>
        <source>The whole side has to run %1 before the traffic moves.</source>
        <translation>Auf der ganzen Seite muss %1 laufen, bevor der Datenverkehr wechselt.</translation>
    </message>
    <message>
        <source>No other host would be left.</source>
        <translation>Es bliebe kein anderer Host übrig.</translation>
    </message>
    <message>
        <source>Nobody else holds this environment.</source>
        <translation>Niemand sonst hält diese Umgebung.</translation>
    </message>
    <message>
        <source>Taking over needs a reason.</source>
        <translation>Eine Übernahme braucht eine Begründung.</translation>
    </message>
    <message>
        <source>A rollback is rehearsed before production, not on it.</source>
        <translation>Eine Rücknahme wird vor der Produktion geprobt, nicht in ihr.</translation>
    </message>
    <message>
        <source>%1 is under way there.</source>
        <translation>Dort läuft gerade %1.</translation>
    </message>
    <message>
        <source>“%1” has no undo, so going back and forward again would not end where it began.</source>
        <translation>„%1“ hat keinen Rückweg; zurück und wieder vor würde also nicht dort enden, wo es begann.</translation>
    </message>
    <message>
        <source>%1 has not changed any host.</source>
        <translation>%1 hat noch keinen Host geändert.</translation>
    </message>
    <message>
        <source>The line of %1 is stopped already, by %2: %3.</source>
        <translation>Die Linie von %1 ist schon angehalten, von %2: %3.</translation>
    </message>
    <message>
        <source>Stopping the line needs a reason.</source>
        <translation>Eine Linie anzuhalten braucht einen Grund.</translation>
    </message>
    <message>
        <source>The line of %1 is open.</source>
        <translation>Die Linie von %1 ist frei.</translation>
    </message>
    <message>
        <source>Opening the line needs a reason.</source>
        <translation>Eine Linie freizugeben braucht einen Grund.</translation>
    </message>
    <message>
        <source>%1 did it; another person has to look at it.</source>
        <translation>%1 hat es getan; eine andere Person muss es ansehen.</translation>
    </message>
    <message>
        <source>Look at it again in %1, with fresh eyes.</source>
        <translation>Sehen Sie es in %1 noch einmal an, mit frischem Blick.</translation>
    </message>
    <message>
        <source>The key of %1 on this computer does not count: %2.</source>
        <translation>Der Schlüssel von %1 auf diesem Rechner zählt nicht: %2.</translation>
    </message>
    <message>
        <source>slipway.yaml allows no emergency on %1 (“emergency” of the environment).</source>
        <translation>slipway.yaml erlaubt auf %1 keinen Notfall („emergency“ der Umgebung).</translation>
    </message>
    <message>
        <source>Not even an emergency passes this gate. %1: %2.</source>
        <translation>Diese Schranke passiert auch ein Notfall nicht. %1: %2.</translation>
    </message>
    <message>
        <source>%1 has not signed “%2”.</source>
        <translation>%1 hat „%2“ nicht unterschrieben.</translation>
    </message>
    <message>
        <source>“%1” has already begun on it.</source>
        <translation>„%1“ hat schon darauf begonnen.</translation>
    </message>
    <message>
        <source>Taking a sign-off back needs a reason.</source>
        <translation>Eine Freigabe zurückzuziehen braucht eine Begründung.</translation>
    </message>
    <message>
        <source>The gate “%1” cannot be waived. These can: %2.</source>
        <translation>Von der Schranke „%1“ gibt es keine Ausnahme. Es gibt sie von: %2.</translation>
    </message>
    <message>
        <source>slipway.yaml names nobody who may waive gates of %1 (“waivers” of the environment).</source>
        <translation>slipway.yaml nennt niemanden, der Ausnahmen für %1 erteilen darf („waivers“ der Umgebung).</translation>
    </message>
    <message>
        <source>On %1 only these gates can be waived: %2.</source>
        <translation>Auf %1 gibt es nur von diesen Schranken Ausnahmen: %2.</translation>
    </message>
    <message>
        <source>The gate “%1” is open; there is nothing to waive.</source>
        <translation>Die Schranke „%1“ ist offen; da ist nichts auszunehmen.</translation>
    </message>
    <message>
        <source>A waiver needs a reason.</source>
        <translation>Eine Ausnahme braucht eine Begründung.</translation>
    </message>
    <message>
        <source>A waiver for %1 holds for at most %2.</source>
        <translation>Eine Ausnahme für %1 gilt höchstens %2.</translation>
    </message>
    <message>
        <source>There is no waiver %1.</source>
        <translation>Es gibt keine Ausnahme %1.</translation>
    </message>
    <message>
        <source>The waiver %1 needs no second signature.</source>
        <translation>Die Ausnahme %1 braucht keine zweite Unterschrift.</translation>
    </message>
    <message>
        <source>The waiver %1 was signed by %2 already.</source>
        <translation>Die Ausnahme %1 ist schon von %2 gegengezeichnet.</translation>
    </message>
    <message>
        <source>The waiver %1 ended at %2.</source>
        <translation>Die Ausnahme %1 endete um %2.</translation>
    </message>
    <message>
        <source>%1 asked for it; the second signature is another person&apos;s, with another key.</source>
        <translation>%1 hat darum gebeten; die zweite Unterschrift ist die einer anderen Person mit einem anderen Schlüssel.</translation>
    </message>
    <message>
        <source>This version was never marked bad.</source>
        <translation>Diese Version war nie als schlecht markiert.</translation>
    </message>
    <message>
        <source>Clearing a bad release needs a reason.</source>
        <translation>Eine schlechte Version zu entlasten braucht eine Begründung.</translation>
    </message>
    <message>
        <source>It was reviewed by %1.</source>
        <translation>%1 hat es nachgeprüft.</translation>
    </message>
    <message>
        <source>%1 is neither an emergency nor a rollback.</source>
        <translation>%1 ist weder ein Notfall noch eine Rücknahme.</translation>
    </message>
    <message>
        <source>%1 is under way; it is reviewed when it is over.</source>
        <translation>%1 ist unterwegs; nachgeprüft wird, wenn es vorbei ist.</translation>
    </message>
    <message>
        <source>A review says what was found.</source>
        <translation>Eine Nachprüfung sagt, was gefunden wurde.</translation>
    </message>
    <message>
        <source>%1 has signed “%2” with the same key; four eyes need two keys.</source>
        <translation>%1 hat „%2“ mit demselben Schlüssel unterschrieben; vier Augen brauchen zwei Schlüssel.</translation>
    </message>
    <message>
        <source>it was revoked at %1</source>
        <translation>er wurde am %1 widerrufen</translation>
    </message>
    <message>
        <source>it was revoked at %1 (%2)</source>
        <translation>er wurde am %1 widerrufen (%2)</translation>
    </message>
    <message>
        <source>it was valid until %1</source>
        <translation>er galt bis %1</translation>
    </message>
    <message>
        <source>it is valid from %1 on</source>
        <translation>er gilt ab %1</translation>
    </message>
    <message>
        <source>Nothing was accepted yet: the first deployment to production does.</source>
        <translation>Noch wurde nichts angenommen: das tut die erste Bereitstellung in die Produktion.</translation>
    </message>
    <message>
        <source>slipway.yaml says what %1 accepted at %2.</source>
        <translation>slipway.yaml sagt, was %1 am %2 angenommen hat.</translation>
    </message>
    <message>
        <source>%1 could not sign before this change; one of %2 has to accept it.</source>
        <translation>%1 durfte vor dieser Änderung nicht unterschreiben; eine von %2 muss sie annehmen.</translation>
    </message>
    <message>
        <source>The key of %1 on this computer could not sign before this change.</source>
        <translation>Der Schlüssel von %1 auf diesem Rechner durfte vor dieser Änderung nicht unterschreiben.</translation>
    </message>
    <message>
        <source>This change gives %1 a role or a key; another person has to accept it.</source>
        <translation>Diese Änderung gibt %1 eine Rolle oder einen Schlüssel; eine andere Person muss sie annehmen.</translation>
    </message>
    <message>
        <source>slipway.yaml has changed who may sign or what production asks for since %1 accepted it at %2; that has to be accepted first: slipway accept-policy.</source>
        <translation>slipway.yaml hat geändert, wer unterschreiben darf oder was die Produktion verlangt, seit %1 es am %2 angenommen hat; das ist zuerst anzunehmen: slipway accept-policy.</translation>
    </message>
    <message>
        <source>“%1” takes its verdict from its check; people answer it only where the check could not say.</source>
        <translation>„%1“ bekommt sein Urteil von der Prüfung; Personen beantworten es nur, wo die Prüfung es nicht sagen konnte.</translation>
    </message>
    <message>
        <source>There is no recurring checklist “%1”.</source>
        <translation>Es gibt keine wiederkehrende Checkliste „%1“.</translation>
    </message>
    <message>
        <source>“%1” begins at %2; nothing is signed in advance.</source>
        <translation>„%1“ beginnt am %2; nichts wird im Voraus unterschrieben.</translation>
    </message>
    <message>
        <source>“%1” was signed by %2 at %3; the next one begins at %4.</source>
        <translation>„%1“ wurde von %2 am %3 unterschrieben; die nächste beginnt am %4.</translation>
    </message>
    <message>
        <source>“%1” has no answer.</source>
        <translation>„%1“ hat keine Antwort.</translation>
    </message>
    <message>
        <source>“%1” failed: say what was found.</source>
        <translation>„%1“ ist fehlgeschlagen: Nennen Sie den Befund.</translation>
    </message>
    <message>
        <source>“%1” does not apply: say why.</source>
        <translation>„%1“ trifft nicht zu: Sagen Sie, warum.</translation>
    </message>
    <message>
        <source>It has only %1 items.</source>
        <translation>Sie hat nur %1 Punkte.</translation>
    </message>
    <message>
        <source>A rollback of %1 would undo %2, not %3.</source>
        <translation>Eine Rücknahme auf %1 würde %2 rückgängig machen, nicht %3.</translation>
    </message>
    <message>
        <source>Who works alone takes a while before approving for %1: sign in %2.</source>
        <translation>Wer allein arbeitet, lässt sich Zeit, bevor er für %1 freigibt: unterschreiben Sie in %2.</translation>
    </message>
    <message>
        <source>Who works alone types the name of the environment to approve for it: %1.</source>
        <translation>Wer allein arbeitet, tippt den Namen der Umgebung, um für sie freizugeben: %1.</translation>
    </message>
    <message>
        <source>%1 wrote a commit of this release and is nobody of slipway.yaml, so nobody can tell who may sign. Add the address to the person&apos;s `email` and start again.</source>
        <translation>%1 schrieb einen Commit dieser Version und ist niemand aus slipway.yaml, also weiß niemand, wer unterschreiben darf. Tragen Sie die Adresse bei der Person unter `email` ein und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>%1 wrote a commit of this release and does not count for “%2”.</source>
        <translation>%1 schrieb einen Commit dieser Version und zählt nicht für „%2“.</translation>
    </message>
    <message>
        <source>%1 has accepted it: %2.</source>
        <translation>%1 hat ihn angenommen: %2.</translation>
    </message>
    <message>
        <source>It passed; there is nothing to decide.</source>
        <translation>Er ist bestanden; es gibt nichts zu entscheiden.</translation>
    </message>
    <message>
        <source>Its rules were not evaluated yet.</source>
        <translation>Seine Regeln sind noch nicht ausgewertet.</translation>
    </message>
    <message>
        <source>%1 would accept it; the second signature is another person&apos;s, with another key.</source>
        <translation>%1 würde ihn annehmen; die zweite Unterschrift ist die einer anderen Person mit einem anderen Schlüssel.</translation>
    </message>
    <message>
        <source>Accepting it needs a reason.</source>
        <translation>Ihn anzunehmen braucht eine Begründung.</translation>
    </message>
    <message>
        <source>It can be extended by one minute up to the length of the watch, %1.</source>
        <translation>Er kann um eine Minute bis zur Länge der Beobachtung, %1, verlängert werden.</translation>
    </message>
    <message>
        <source>Extending it needs a reason.</source>
        <translation>Ihn zu verlängern braucht eine Begründung.</translation>
    </message>
    <message>
        <source>Its plan has nothing to roll back by itself.</source>
        <translation>Ihr Plan hat von selbst nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>Maintenance takes from one minute to a day; begin it again when it takes longer.</source>
        <translation>Eine Wartung dauert von einer Minute bis zu einem Tag; beginnen Sie sie neu, wenn sie länger dauert.</translation>
    </message>
    <message>
        <source>Maintenance needs a reason.</source>
        <translation>Eine Wartung braucht eine Begründung.</translation>
    </message>
    <message>
        <source>%1 is not in maintenance.</source>
        <translation>%1 ist nicht in Wartung.</translation>
    </message>
    <message>
        <source>%1 has no switch “%2” in slipway.yaml.</source>
        <translation>%1 hat in slipway.yaml keinen Schalter „%2“.</translation>
    </message>
    <message>
        <source>Throwing a switch needs a reason.</source>
        <translation>Einen Schalter umzulegen braucht eine Begründung.</translation>
    </message>
    <message>
        <source>The maintenance of %1 until %2 is planned in slipway.yaml; to end it before its time, change it there.</source>
        <translation>Die Wartung von %1 bis %2 ist in slipway.yaml geplant; um sie vor ihrer Zeit zu beenden, ändern Sie sie dort.</translation>
    </message>
</context>
<context>
    <name>serving_side</name>
    <message>
        <source>Which side serves is not known: the command `active` answered “%1” (exit %2), and the sides are %3</source>
        <translation>Welche Seite aktiv ist, ist nicht bekannt: Der Befehl `active` antwortete „%1“ (Exit-Code %2), und die Seiten sind %3</translation>
    </message>
</context>
<context>
    <name>switches</name>
    <message>
        <source>sent: %1; read back: %2</source>
        <translation>gesendet: %1; nachgesehen: %2</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>the plan is fixed</source>
        <translation>der Plan ist festgelegt</translation>
    </message>
    <message>
        <source>fingerprint %1</source>
        <translation>Fingerabdruck %1</translation>
    </message>
    <message>
        <source>something changed after it was signed; nothing new starts</source>
        <translation>nach dem Signieren hat sich etwas geändert; nichts Neues beginnt</translation>
    </message>
    <message>
        <source>begun: %1</source>
        <translation>begonnen: %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>asked to stop %1</source>
        <translation>Anhalten verlangt: %1</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgewiesen: %1</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 to %2 is started</source>
        <translation>%1 auf %2 ist gestartet</translation>
    </message>
    <message>
        <source>the rollback of %1 is started</source>
        <translation>die Rücknahme von %1 ist gestartet</translation>
    </message>
    <message>
        <source>a rehearsal of the way back from %1 is started</source>
        <translation>eine Probe des Rückwegs von %1 ist gestartet</translation>
    </message>
    <message>
        <source>passed: %1</source>
        <translation>bestanden: %1</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>stopped: %1</source>
        <translation>angehalten: %1</translation>
    </message>
    <message>
        <source>outcome unknown: %1</source>
        <translation>Ausgang unbekannt: %1</translation>
    </message>
    <message>
        <source>could not be measured: %1</source>
        <translation>ließ sich nicht messen: %1</translation>
    </message>
    <message>
        <source>no-go: %1</source>
        <translation>No-go: %1</translation>
    </message>
    <message>
        <source>self-approved: %1</source>
        <translation>selbst freigegeben: %1</translation>
    </message>
    <message>
        <source>signed: %1</source>
        <translation>signiert: %1</translation>
    </message>
    <message>
        <source>answered: %1</source>
        <translation>beantwortet: %1</translation>
    </message>
    <message>
        <source>does not apply: %1</source>
        <translation>nicht zutreffend: %1</translation>
    </message>
    <message>
        <source>answered with failed: %1</source>
        <translation>mit „fehlgeschlagen“ beantwortet: %1</translation>
    </message>
    <message>
        <source>decided to try again</source>
        <translation>entschieden: erneut versuchen</translation>
    </message>
    <message>
        <source>decided to go on without %1</source>
        <translation>entschieden: ohne %1 weitermachen</translation>
    </message>
    <message>
        <source>decided to leave %1 out</source>
        <translation>entschieden: %1 auslassen</translation>
    </message>
    <message>
        <source>decided to take the environment over</source>
        <translation>entschieden: Umgebung übernehmen</translation>
    </message>
    <message>
        <source>decided to roll back</source>
        <translation>entschieden: zurücknehmen</translation>
    </message>
    <message>
        <source>decided: %1</source>
        <translation>entschieden: %1</translation>
    </message>
    <message>
        <source>ended well</source>
        <translation>erfolgreich beendet</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>superseded by the next deployment</source>
        <translation>abgelöst von der nächsten Bereitstellung</translation>
    </message>
    <message>
        <source>abandoned</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>checkpoint at %1: %2</source>
        <translation>Prüfpunkt bei %1: %2</translation>
    </message>
    <message>
        <source>the environment is locked on its hosts</source>
        <translation>die Umgebung ist auf ihren Hosts gesperrt</translation>
    </message>
    <message>
        <source>the environment is given back</source>
        <translation>die Umgebung ist zurückgegeben</translation>
    </message>
    <message>
        <source>waits: %1 has the environment</source>
        <translation>wartet: %1 hat die Umgebung</translation>
    </message>
    <message>
        <source>%1 took the environment over</source>
        <translation>%1 hat die Umgebung übernommen</translation>
    </message>
    <message>
        <source>waits for the end of a freeze before %1</source>
        <translation>wartet vor %1 auf das Ende einer Sperrzeit</translation>
    </message>
    <message>
        <source>goes on: the freeze is over</source>
        <translation>geht weiter: die Sperrzeit ist vorbei</translation>
    </message>
    <message>
        <source>took the sign-off back: %1</source>
        <translation>zog die Freigabe zurück: %1</translation>
    </message>
    <message>
        <source>the sign-off of %1 expired: %2</source>
        <translation>die Freigabe von %1 ist abgelaufen: %2</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>nachgeprüft</translation>
    </message>
    <message>
        <source>%1 to %2 is started as an emergency, past gates and approvals</source>
        <translation>%1 nach %2 ist als Notfall gestartet, an Schranken und Freigaben vorbei</translation>
    </message>
    <message>
        <source>what was seen is too old, and is looked at again: %1</source>
        <translation>was gesehen wurde, ist zu alt und wird noch einmal angesehen: %1</translation>
    </message>
    <message>
        <source>accepted the checkpoint at %1 as it is</source>
        <translation>nahm den Prüfpunkt nach %1 an, wie er ist</translation>
    </message>
    <message>
        <source>the checkpoint at %1 is judged again at %2</source>
        <translation>über den Prüfpunkt nach %1 wird um %2 neu geurteilt</translation>
    </message>
    <message>
        <source>the plan&apos;s guard holds: the line is stopped</source>
        <translation>der Wächter des Plans hält an: die Linie ist angehalten</translation>
    </message>
    <message>
        <source>the plan&apos;s guard rolls back</source>
        <translation>der Wächter des Plans nimmt zurück</translation>
    </message>
    <message>
        <source>a witness is left on %1</source>
        <translation>auf %1 bleibt ein Zeuge</translation>
    </message>
    <message>
        <source>it looks every %1</source>
        <translation>er sieht alle %1 nach</translation>
    </message>
    <message>
        <source>the witness on %1 %2</source>
        <translation>der Zeuge auf %1 %2</translation>
    </message>
    <message>
        <source>the log %1 is kept on %2</source>
        <translation>das Log %1 wird auf %2 aufbewahrt</translation>
    </message>
    <message>
        <source>the log %1 on %2: %3</source>
        <translation>das Log %1 auf %2: %3</translation>
    </message>
</context>
<context>
    <name>watch</name>
    <message>
        <source>not observed</source>
        <translation>nicht beobachtet</translation>
    </message>
    <message>
        <source>%1 % up · %2 % observed</source>
        <translation>%1 % verfügbar · %2 % beobachtet</translation>
    </message>
    <message>
        <source>too early for a trend</source>
        <translation>zu früh für einen Trend</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>gleichbleibend</translation>
    </message>
    <message>
        <source>grows %1 / h</source>
        <translation>wächst %1 / h</translation>
    </message>
    <message>
        <source>falls %1 / h</source>
        <translation>fällt %1 / h</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>%1 at %2, if it goes on</source>
        <translation>%1 bei %2, wenn es so weitergeht</translation>
    </message>
    <message>
        <source>this computer slept</source>
        <translation>dieser Rechner schlief</translation>
    </message>
    <message>
        <source>the clock was set</source>
        <translation>die Uhr wurde gestellt</translation>
    </message>
    <message>
        <source>this computer had just woken</source>
        <translation>dieser Rechner war gerade aufgewacht</translation>
    </message>
    <message>
        <source>nobody was watching</source>
        <translation>niemand beobachtete</translation>
    </message>
    <message>
        <source>checkpoint after %1</source>
        <translation>Prüfpunkt nach %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>nobody asks “%1” any more</source>
        <translation>niemand fragt „%1“ noch ab</translation>
    </message>
    <message>
        <source>%1 up · %2 observed</source>
        <translation>%1 verfügbar · %2 beobachtet</translation>
    </message>
    <message>
        <source>%1 of %2 failed (%3)</source>
        <translation>%1 von %2 fehlgeschlagen (%3)</translation>
    </message>
    <message>
        <source>%1; not measured the day before</source>
        <translation>%1; am Tag davor nicht gemessen</translation>
    </message>
    <message>
        <source>%1, the day before %2</source>
        <translation>%1, am Tag davor %2</translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation>nichts wurde gemessen</translation>
    </message>
    <message>
        <source>“%1” is no limit</source>
        <translation>„%1“ ist keine Grenze</translation>
    </message>
    <message>
        <source>%1 / h</source>
        <translation>%1 / h</translation>
    </message>
    <message>
        <source>nothing answered</source>
        <translation>nichts hat geantwortet</translation>
    </message>
    <message>
        <source>%1 answers are too few; it takes %2</source>
        <translation>%1 Antworten sind zu wenige; es braucht %2</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>up for at least %1</source>
        <translation>mindestens %1 verfügbar</translation>
    </message>
    <message>
        <source>%1 is up for at least %2</source>
        <translation>%1 ist mindestens %2 verfügbar</translation>
    </message>
    <message>
        <source>at most %1 of all answers fail</source>
        <translation>höchstens %1 aller Antworten schlagen fehl</translation>
    </message>
    <message>
        <source>at most %1 of the answers of %2 fail</source>
        <translation>höchstens %1 der Antworten von %2 schlagen fehl</translation>
    </message>
    <message>
        <source>%1 of %2 at most %3 of the day before</source>
        <translation>%1 von %2 höchstens %3 vom Tag davor</translation>
    </message>
    <message>
        <source>%1 of %2 at most %3</source>
        <translation>%1 von %2 höchstens %3</translation>
    </message>
    <message>
        <source>the last number of %1 %2</source>
        <translation>die letzte Zahl von %1 %2</translation>
    </message>
    <message>
        <source>the median of %1 %2</source>
        <translation>die mittlere Zahl von %1 %2</translation>
    </message>
    <message>
        <source>every number of %1 %2</source>
        <translation>jede Zahl von %1 %2</translation>
    </message>
    <message>
        <source>%1 grows by at most %2 an hour</source>
        <translation>%1 wächst höchstens um %2 in der Stunde</translation>
    </message>
    <message>
        <source>%1, over %2</source>
        <translation>%1, über %2</translation>
    </message>
    <message>
        <source>down %1×</source>
        <translation>%1× ausgefallen</translation>
    </message>
    <message>
        <source>down at most %1×</source>
        <translation>höchstens %1× ausgefallen</translation>
    </message>
    <message>
        <source>%1 is down at most %2×</source>
        <translation>%1 ist höchstens %2× ausgefallen</translation>
    </message>
    <message>
        <source>Failed answers</source>
        <translation>Fehlgeschlagene Antworten</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>none failed</source>
        <translation>keine fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 signed the %2</source>
        <translation>%1 unterschrieb: %2</translation>
    </message>
    <message>
        <source>%1 accepted the %2: %3</source>
        <translation>%1 nahm an: %2: %3</translation>
    </message>
    <message>
        <source>%1 extended the %2: %3</source>
        <translation>%1 verlängerte: %2: %3</translation>
    </message>
    <message>
        <source>the plan&apos;s guard rolls back: %1</source>
        <translation>der Wächter des Plans nimmt zurück: %1</translation>
    </message>
    <message>
        <source>the plan&apos;s guard holds: %1</source>
        <translation>der Wächter des Plans hält an: %1</translation>
    </message>
    <message>
        <source>%1 rolls back to %2 (%3)</source>
        <translation>%1 nimmt zurück auf %2 (%3)</translation>
    </message>
    <message>
        <source>%1 starts %2 (%3)</source>
        <translation>%1 beginnt %2 (%3)</translation>
    </message>
    <message>
        <source>people were told that it is over: %1</source>
        <translation>gemeldet, dass es vorbei ist: %1</translation>
    </message>
    <message>
        <source>people were told: %1</source>
        <translation>gemeldet: %1</translation>
    </message>
    <message>
        <source>%1 threw “%2”: %3</source>
        <translation>%1 legte „%2“ um: %3</translation>
    </message>
    <message>
        <source>%1 threw “%2”, not seen to be off: %3</source>
        <translation>%1 legte „%2“ um, nicht als aus gesehen: %3</translation>
    </message>
    <message>
        <source>&lt; 1 ms</source>
        <translation>&lt; 1 ms</translation>
    </message>
    <message>
        <source>filled in later</source>
        <translation>nachgetragen</translation>
    </message>
    <message>
        <source>filled in later: %1</source>
        <translation>nachgetragen: %1</translation>
    </message>
</context>
</TS>
