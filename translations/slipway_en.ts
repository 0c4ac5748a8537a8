<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BoardPage</name>
    <message numerus="yes">
        <source>%n environments</source>
        <translation>
            <numerusform>%n environment</numerusform>
            <numerusform>%n environments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hosts</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckpointCard</name>
    <message numerus="yes">
        <source>%n rules</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeploymentsPanel</name>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n recorded</numerusform>
            <numerusform>%n recorded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dossier</name>
    <message numerus="yes">
        <source>%n sign-offs</source>
        <translation>
            <numerusform>%n sign-off</numerusform>
            <numerusform>%n sign-offs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n self-approved</source>
        <translation>
            <numerusform>%n self-approved</numerusform>
            <numerusform>%n self-approved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnvironmentCard</name>
    <message numerus="yes">
        <source>%n sign-offs needed</source>
        <translation>
            <numerusform>%n sign-off needed</numerusform>
            <numerusform>%n sign-offs needed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more, all healthy</source>
        <translation>
            <numerusform>and %n more, all healthy</numerusform>
            <numerusform>and %n more, all healthy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more, %1 healthy</source>
        <translation>
            <numerusform>and %n more, %1 healthy</numerusform>
            <numerusform>and %n more, %1 healthy</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryFields</name>
    <message numerus="yes">
        <source>%n deployments</source>
        <translation>
            <numerusform>%n deployment</numerusform>
            <numerusform>%n deployments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n deployments</source>
        <translation>
            <numerusform>%1 of %n deployment</numerusform>
            <numerusform>%1 of %n deployments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IncidentList</name>
    <message numerus="yes">
        <source>and %n earlier</source>
        <translation>
            <numerusform>and %n earlier</numerusform>
            <numerusform>and %n earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProbeRow</name>
    <message numerus="yes">
        <source>%1 · %n hosts</source>
        <translation>
            <numerusform>%1 · %n host</numerusform>
            <numerusform>%1 · %n hosts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromotionDialog</name>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gates block the start</source>
        <translation>
            <numerusform>%n gate blocks the start</numerusform>
            <numerusform>%n gates block the start</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commits by %1</source>
        <translation>
            <numerusform>%n commit by %1</numerusform>
            <numerusform>%n commits by %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReleaseHeader</name>
    <message numerus="yes">
        <source>to %1 · %n steps</source>
        <translation>
            <numerusform>to %1 · %n step</numerusform>
            <numerusform>to %1 · %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n deployments searched</source>
        <translation>
            <numerusform>%1 of %n deployment searched</numerusform>
            <numerusform>%1 of %n deployments searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all of %n deployments searched</source>
        <translation>
            <numerusform>%n deployment searched</numerusform>
            <numerusform>all of %n deployments searched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignOffDialog</name>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more people are needed after you</source>
        <translation>
            <numerusform>%n more person is needed after you</numerusform>
            <numerusform>%n more people are needed after you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignOffRail</name>
    <message numerus="yes">
        <source>so far %n items</source>
        <translation>
            <numerusform>so far %n item</numerusform>
            <numerusform>so far %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n authors</source>
        <translation>
            <numerusform>%n author</numerusform>
            <numerusform>%n authors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>States</name>
    <message numerus="yes">
        <source>%n waived</source>
        <translation>
            <numerusform>%n waived</numerusform>
            <numerusform>%n waived</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepBetween</name>
    <message numerus="yes">
        <source>%n gates not met</source>
        <translation>
            <numerusform>%n gate not met</numerusform>
            <numerusform>%n gates not met</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not in %1</source>
        <translation>
            <numerusform>%n not in %1</numerusform>
            <numerusform>%n not in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TerminalView</name>
    <message numerus="yes">
        <source>%n earlier lines are not kept here</source>
        <translation>
            <numerusform>%n earlier line is not kept here</numerusform>
            <numerusform>%n earlier lines are not kept here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>%n deployments wait for a person</source>
        <translation>
            <numerusform>%n deployment waits for a person</numerusform>
            <numerusform>%n deployments wait for a person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait for you</source>
        <translation>
            <numerusform>%n waits for you</numerusform>
            <numerusform>%n wait for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%1: %n wait for you</source>
        <translation>
            <numerusform>%1: %n waits for you</numerusform>
            <numerusform>%1: %n wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchPage</name>
    <message numerus="yes">
        <source>%n probes</source>
        <translation>
            <numerusform>%n probe</numerusform>
            <numerusform>%n probes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message numerus="yes">
        <source>%n healthy</source>
        <translation>
            <numerusform>%n healthy</numerusform>
            <numerusform>%n healthy</numerusform>
        </translation>
    </message>
</context>
</TS>
