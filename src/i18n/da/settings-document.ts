import type { settingsDocument as english } from '../en/settings-document.ts';
import type { Translation } from '../translation.ts';

/** Danish frame of a document of the settings; docs/settings.md itself is made of the English one. */
export const settingsDocument: Translation<typeof english> = {
  intro: () =>
    `# Indstillinger

<!-- Dannet af scripts/settings-doc.ts ud fra src/config/settings.ts og src/i18n/en/settings.ts: ret dem. -->

\`sixfour.toml\` i datamappen (eller den fil, som \`--config\` eller \`SIXFOUR_CONFIG\` nævner), i [TOML](https://toml.io).
\`sixfour init\` skriver en ved at spørge. Hver nøgle har en standardværdi; uden filen gælder de alle. En miljøvariabel
\`SIXFOUR_*\` har forrang for sin nøgle: tekst tages, som den er, alt andet skrives som i TOML, og en liste kan skrives
\`a,b\`. En nøgle eller variabel, der ikke findes, er en fejl, og det er en værdi, der ikke kan bruges, også; så starter intet.

\`\`\`toml
[host]
public_host = "ca.corp.example"

[https]
addresses = ["::", "0.0.0.0"]

[http]
addresses = ["::", "0.0.0.0"]

[validation.zones]
"corp.example" = ["[fd00::53]:53", "10.0.0.53"]
\`\`\`

Hvad der må udstedes, er ikke en indstilling: \`sixfour allow\` ændrer det, mens serveren kører.`,
  columns: {
    fallback: () => 'Standard:',
    allowed: () => 'Tilladt:',
    variable: () => 'Miljø:',
    testOnly: () =>
      '**Kun til test**: virker kun i en datamappe, der er oprettet med `sixfour init --test`, og giver en advarsel ved hver start.',
  },
};
