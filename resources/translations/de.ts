<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Pentimento</name>
    <message>
      <source>0 fills the labels; more shows only their rims, that wide</source>
      <translation>0 füllt die Labels; mehr zeigt nur ihre Ränder, so breit</translation>
    </message>
    <message>
      <source>0 follows every colour, 1 makes round pieces</source>
      <translation>0 folgt jeder Farbe, 1 macht runde Stücke</translation>
    </message>
    <message>
      <source>0 is faithful and invents nothing; towards 1 a network draws likely texture (three and four times), or details are sharpened without halos (twice)</source>
      <translation>0 ist treu und erfindet nichts; gegen 1 zeichnet ein Netz wahrscheinliche Strukturen (drei- und vierfach), oder Einzelheiten werden ohne Lichthöfe geschärft (zweifach)</translation>
    </message>
    <message>
      <source>0 is faithful and invents nothing; towards 1 details are lifted: by a network trained for that where one is installed, else by sharpening without halos, which keeps the mean colours and adds nothing new</source>
      <translation>0 ist treu und erfindet nichts; gegen 1 werden Details hervorgehoben: durch ein dafür trainiertes Netz, wo eines installiert ist, sonst durch Schärfen ohne Säume, das die mittleren Farben bewahrt und nichts Neues hinzufügt</translation>
    </message>
    <message>
      <source>0 keeps the edge as soft as the picture shows it, 1 makes it hard</source>
      <translation>0 lässt den Rand so weich, wie das Bild ihn zeigt, 1 macht ihn hart</translation>
    </message>
    <message>
      <source>0 takes detail only where a reference surely shows the same thing; towards 1 also where it merely looks alike, which is crisper and less true</source>
      <translation>0 nimmt Details nur, wo eine Referenz sicher dasselbe zeigt; gegen 1 auch, wo sie nur ähnlich aussieht, was schärfer und weniger treu ist</translation>
    </message>
    <message>
      <source>0 takes every core; comes with the next start</source>
      <translation>0 nimmt jeden Kern; gilt ab dem nächsten Start</translation>
    </message>
    <message>
      <source>16 bit keeps the finest steps of colour</source>
      <translation>16 Bit bewahren die feinsten Farbstufen</translation>
    </message>
    <message>
      <source>16 bits for each channel</source>
      <translation>16 Bit je Kanal</translation>
    </message>
    <message>
      <source>8 bits for each channel</source>
      <translation>8 Bit je Kanal</translation>
    </message>
    <message>
      <source>A box around the thing: “left,top,right,bottom”, in pixels or percent</source>
      <translation>Ein Kasten um das Ding: „links,oben,rechts,unten“, in Pixeln oder Prozent</translation>
    </message>
    <message>
      <source>A layer of a tile over and over</source>
      <translation>Eine Ebene aus einer Kachel, immer wieder</translation>
    </message>
    <message>
      <source>A layer of colours that run into one another</source>
      <translation>Eine Ebene aus ineinander laufenden Farben</translation>
    </message>
    <message>
      <source>A layer of one colour</source>
      <translation>Eine Ebene in einer Farbe</translation>
    </message>
    <message>
      <source>A layer of words</source>
      <translation>Eine Ebene mit Text</translation>
    </message>
    <message>
      <source>A picture keeps at least one layer.</source>
      <translation>Ein Bild behält mindestens eine Ebene.</translation>
    </message>
    <message>
      <source>A press takes a label, a double click renames it</source>
      <translation>Ein Klick nimmt ein Label, ein Doppelklick benennt es um</translation>
    </message>
    <message>
      <source>A press takes the uppermost layer that shows under the pointer</source>
      <translation>Ein Klick nimmt die oberste Ebene, die unter dem Zeiger zu sehen ist</translation>
    </message>
    <message>
      <source>A round or a square tip</source>
      <translation>Eine runde oder eine eckige Spitze</translation>
    </message>
    <message>
      <source>A stroke that comes back to where it began also covers what it goes around</source>
      <translation>Ein Strich, der zu seinem Anfang zurückkehrt, deckt auch ab, was er umschließt</translation>
    </message>
    <message>
      <source>About this result</source>
      <translation>Über dieses Ergebnis</translation>
    </message>
    <message>
      <source>Absolute colorimetric</source>
      <translation>Absolut farbmetrisch</translation>
    </message>
    <message>
      <source>Action</source>
      <translation>Aktion</translation>
    </message>
    <message>
      <source>Actions and their keys</source>
      <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
      <source>Active layer</source>
      <translation>Aktive Ebene</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>Add a saved selection…</source>
      <translation>Gespeicherte Auswahl hinzufügen…</translation>
    </message>
    <message>
      <source>Add a style</source>
      <translation>Stil hinzufügen</translation>
    </message>
    <message>
      <source>Add it to the selection</source>
      <translation>Zur Auswahl hinzufügen</translation>
    </message>
    <message>
      <source>Add it to what is selected</source>
      <translation>Zur Auswahl hinzufügen</translation>
    </message>
    <message>
      <source>Add label</source>
      <translation>Label hinzufügen</translation>
    </message>
    <message>
      <source>Add layer</source>
      <translation>Ebene hinzufügen</translation>
    </message>
    <message>
      <source>Add pictures…</source>
      <translation>Bilder hinzufügen…</translation>
    </message>
    <message>
      <source>Add references</source>
      <translation>Referenzen hinzufügen</translation>
    </message>
    <message>
      <source>Adjust</source>
      <translation>Anpassen</translation>
    </message>
    <message>
      <source>Adjustment layer</source>
      <translation>Einstellungsebene</translation>
    </message>
    <message>
      <source>Adobe RGB</source>
      <translation>Adobe RGB</translation>
    </message>
    <message>
      <source>Align</source>
      <translation>Ausrichtung</translation>
    </message>
    <message>
      <source>Aligned</source>
      <translation>Ausgerichtet</translation>
    </message>
    <message>
      <source>All layers</source>
      <translation>Alle Ebenen</translation>
    </message>
    <message>
      <source>All layers were resized; the result lies on top.</source>
      <translation>Alle Ebenen wurden mitvergrößert; das Ergebnis liegt obenauf.</translation>
    </message>
    <message>
      <source>All visible</source>
      <translation>Alles Sichtbare</translation>
    </message>
    <message>
      <source>Along the way</source>
      <translation>Auf dem Weg</translation>
    </message>
    <message>
      <source>Amount</source>
      <translation>Menge</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>Winkel</translation>
    </message>
    <message>
      <source>Another model is being installed; try again when it is done.</source>
      <translation>Ein anderes Modell wird gerade installiert; danach noch einmal versuchen.</translation>
    </message>
    <message>
      <source>Another number begins with other noise</source>
      <translation>Eine andere Zahl beginnt mit anderem Rauschen</translation>
    </message>
    <message>
      <source>Another number gives another variation</source>
      <translation>Eine andere Zahl gibt eine andere Variante</translation>
    </message>
    <message>
      <source>Another point</source>
      <translation>Anderer Punkt</translation>
    </message>
    <message>
      <source>Anything</source>
      <translation>Alles</translation>
    </message>
    <message>
      <source>As it took on this machine before; learned from every run</source>
      <translation>So lange wie bisher auf diesem Rechner; aus jedem Lauf gelernt</translation>
    </message>
    <message>
      <source>As the picture</source>
      <translation>Wie das Bild</translation>
    </message>
    <message>
      <source>Assign colour profile</source>
      <translation>Farbprofil zuweisen</translation>
    </message>
    <message>
      <source>Assign colour profile…</source>
      <translation>Farbprofil zuweisen…</translation>
    </message>
    <message>
      <source>At 0 things stay where they are in the reference; more mixes them anew</source>
      <translation>Bei 0 bleibt alles, wo es in der Referenz ist; mehr mischt es neu</translation>
    </message>
    <message>
      <source>Auto</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <source>Auto takes the fastest; comes with the next start</source>
      <translation>Automatisch nimmt das schnellste; gilt ab dem nächsten Start</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Hintergrund</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>Ausgleich</translation>
    </message>
    <message>
      <source>Before and after</source>
      <translation>Vorher und nachher</translation>
    </message>
    <message>
      <source>Before on the left, after on the right; drag the line</source>
      <translation>Links vorher, rechts nachher; die Linie ziehen</translation>
    </message>
    <message>
      <source>Begin with</source>
      <translation>Beginnen mit</translation>
    </message>
    <message>
      <source>Begin with what is the end otherwise</source>
      <translation>Beginnt mit dem, was sonst das Ende ist</translation>
    </message>
    <message>
      <source>Behind</source>
      <translation>Dahinter</translation>
    </message>
    <message>
      <source>Bend tone and colour by points</source>
      <translation>Ton und Farbe mit Punkten biegen</translation>
    </message>
    <message>
      <source>Best</source>
      <translation>Beste</translation>
    </message>
    <message>
      <source>Bicubic</source>
      <translation>Bikubisch</translation>
    </message>
    <message>
      <source>Bilinear</source>
      <translation>Bilinear</translation>
    </message>
    <message>
      <source>Black</source>
      <translation>Schwarz</translation>
    </message>
    <message>
      <source>Black and white</source>
      <translation>Schwarzweiß</translation>
    </message>
    <message>
      <source>Black and white in hand</source>
      <translation>Schwarz und Weiß in die Hand</translation>
    </message>
    <message>
      <source>Black and white…</source>
      <translation>Schwarzweiß…</translation>
    </message>
    <message>
      <source>Blend mode</source>
      <translation>Mischmodus</translation>
    </message>
    <message>
      <source>Blue</source>
      <translation>Blau</translation>
    </message>
    <message>
      <source>Blue label</source>
      <translation>Blaue Markierung</translation>
    </message>
    <message>
      <source>Blues</source>
      <translation>Blautöne</translation>
    </message>
    <message>
      <source>Blues: hue</source>
      <translation>Blautöne: Farbton</translation>
    </message>
    <message>
      <source>Blues: lightness</source>
      <translation>Blautöne: Helligkeit</translation>
    </message>
    <message>
      <source>Blues: saturation</source>
      <translation>Blautöne: Sättigung</translation>
    </message>
    <message>
      <source>Boats</source>
      <translation>Boote</translation>
    </message>
    <message>
      <source>Boldness</source>
      <translation>Kühnheit</translation>
    </message>
    <message>
      <source>Border…</source>
      <translation>Rand…</translation>
    </message>
    <message>
      <source>Bottom</source>
      <translation>Unten</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>Kasten</translation>
    </message>
    <message>
      <source>Box width</source>
      <translation>Kastenbreite</translation>
    </message>
    <message>
      <source>Breaks up the bands that few tones would show</source>
      <translation>Bricht die Streifen auf, die wenige Töne zeigen würden</translation>
    </message>
    <message>
      <source>Brightens (above 1) or darkens (below 1) the middle</source>
      <translation>Hellt die Mitte auf (über 1) oder dunkelt sie ab (unter 1)</translation>
    </message>
    <message>
      <source>Brightens (above 1) or darkens (below 1) what lies between black and white (all channels)</source>
      <translation>Hellt auf (über 1) oder dunkelt ab (unter 1), was zwischen Schwarz und Weiß liegt (alle Kanäle)</translation>
    </message>
    <message>
      <source>Brightens (above 1) or darkens (below 1) what lies between black and white (blue)</source>
      <translation>Hellt auf (über 1) oder dunkelt ab (unter 1), was zwischen Schwarz und Weiß liegt (Blau)</translation>
    </message>
    <message>
      <source>Brightens (above 1) or darkens (below 1) what lies between black and white (green)</source>
      <translation>Hellt auf (über 1) oder dunkelt ab (unter 1), was zwischen Schwarz und Weiß liegt (Grün)</translation>
    </message>
    <message>
      <source>Brightens (above 1) or darkens (below 1) what lies between black and white (red)</source>
      <translation>Hellt auf (über 1) oder dunkelt ab (unter 1), was zwischen Schwarz und Weiß liegt (Rot)</translation>
    </message>
    <message>
      <source>Brightness</source>
      <translation>Helligkeit</translation>
    </message>
    <message>
      <source>Brightness and contrast</source>
      <translation>Helligkeit und Kontrast</translation>
    </message>
    <message>
      <source>Brightness and contrast…</source>
      <translation>Helligkeit und Kontrast…</translation>
    </message>
    <message>
      <source>Bristle</source>
      <translation>Borsten</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>Pinsel</translation>
    </message>
    <message>
      <source>Brush green where the new pixels may come from</source>
      <translation>Grün übermalen, woher die neuen Pixel kommen dürfen</translation>
    </message>
    <message>
      <source>Brush green where the new pixels may come from.</source>
      <translation>Grün übermalen, woher die neuen Pixel kommen dürfen.</translation>
    </message>
    <message>
      <source>Brush over something first.</source>
      <translation>Zuerst etwas übermalen.</translation>
    </message>
    <message>
      <source>Brush over what should go.</source>
      <translation>Übermalen, was verschwinden soll.</translation>
    </message>
    <message>
      <source>Brush size</source>
      <translation>Pinselgröße</translation>
    </message>
    <message>
      <source>Burn</source>
      <translation>Nachbelichten</translation>
    </message>
    <message>
      <source>By place on the keyboard</source>
      <translation>Nach Platz auf der Tastatur</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Canvas</source>
      <translation>Leinwand</translation>
    </message>
    <message>
      <source>Canvas size…</source>
      <translation>Leinwandgröße…</translation>
    </message>
    <message>
      <source>Centre</source>
      <translation>Mitte</translation>
    </message>
    <message>
      <source>Chalk</source>
      <translation>Kreide</translation>
    </message>
    <message>
      <source>Change a shape</source>
      <translation>Form ändern</translation>
    </message>
    <message>
      <source>Change blend mode</source>
      <translation>Mischmodus ändern</translation>
    </message>
    <message>
      <source>Change how labels are shown</source>
      <translation>Darstellung der Labels ändern</translation>
    </message>
    <message>
      <source>Change keys…</source>
      <translation>Tasten ändern…</translation>
    </message>
    <message>
      <source>Change label</source>
      <translation>Label ändern</translation>
    </message>
    <message>
      <source>Change layer</source>
      <translation>Ebene ändern</translation>
    </message>
    <message>
      <source>Change opacity</source>
      <translation>Deckkraft ändern</translation>
    </message>
    <message>
      <source>Change the live layer</source>
      <translation>Live-Ebene ändern</translation>
    </message>
    <message>
      <source>Change the mask</source>
      <translation>Maske ändern</translation>
    </message>
    <message>
      <source>Changed by you</source>
      <translation>Von Ihnen geändert</translation>
    </message>
    <message>
      <source>Charcoal</source>
      <translation>Kohle</translation>
    </message>
    <message>
      <source>Checker</source>
      <translation>Schachbrett</translation>
    </message>
    <message>
      <source>Choice per label</source>
      <translation>Wahl je Label</translation>
    </message>
    <message>
      <source>Choose a fill, text, label or live layer.</source>
      <translation>Eine Füll-, Text-, Label- oder Live-Ebene wählen.</translation>
    </message>
    <message>
      <source>Choose a group.</source>
      <translation>Eine Gruppe wählen.</translation>
    </message>
    <message>
      <source>Choose a label in the Labels dock first.</source>
      <translation>Zuerst im Labels-Fenster ein Label wählen.</translation>
    </message>
    <message>
      <source>Choose a label layer, or make a new one in the Labels dock.</source>
      <translation>Eine Label-Ebene wählen oder im Labels-Fenster eine neue anlegen.</translation>
    </message>
    <message>
      <source>Choose a label layer, or make a new one.</source>
      <translation>Eine Label-Ebene wählen oder eine neue anlegen.</translation>
    </message>
    <message>
      <source>Choose a picture…</source>
      <translation>Bild wählen…</translation>
    </message>
    <message>
      <source>Choose a shape of the vector layers first.</source>
      <translation>Wähle zuerst eine Form der Vektorebenen.</translation>
    </message>
    <message>
      <source>Choose a style first.</source>
      <translation>Erst einen Stil wählen.</translation>
    </message>
    <message>
      <source>Choose an action first.</source>
      <translation>Zuerst eine Aktion wählen.</translation>
    </message>
    <message>
      <source>Choose an action to give it another key.</source>
      <translation>Eine Aktion wählen, um ihr eine andere Taste zu geben.</translation>
    </message>
    <message>
      <source>Choose several layers, or a group.</source>
      <translation>Mehrere Ebenen oder eine Gruppe wählen.</translation>
    </message>
    <message>
      <source>Choose the parts to use…</source>
      <translation>Teile wählen, die verwendet werden…</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>Wählen…</translation>
    </message>
    <message>
      <source>Clean</source>
      <translation>Sauber</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>Leeren</translation>
    </message>
    <message>
      <source>Clear the list of what is done</source>
      <translation>Liste des Erledigten leeren</translation>
    </message>
    <message>
      <source>Clip to the layer below</source>
      <translation>Auf die Ebene darunter beschneiden</translation>
    </message>
    <message>
      <source>Clockwise</source>
      <translation>Im Uhrzeigersinn</translation>
    </message>
    <message>
      <source>Clone stamp</source>
      <translation>Klonstempel</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Close loops</source>
      <translation>Schlingen schließen</translation>
    </message>
    <message>
      <source>Close this notice</source>
      <translation>Diesen Hinweis schließen</translation>
    </message>
    <message>
      <source>Close {dock}</source>
      <translation>{dock} schließen</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <source>Colour burn</source>
      <translation>Farbig nachbelichten</translation>
    </message>
    <message>
      <source>Colour dodge</source>
      <translation>Farbig abwedeln</translation>
    </message>
    <message>
      <source>Colour fill</source>
      <translation>Farbfüllung</translation>
    </message>
    <message>
      <source>Colour label</source>
      <translation>Farbmarkierung</translation>
    </message>
    <message>
      <source>Colour match</source>
      <translation>Farben angleichen</translation>
    </message>
    <message>
      <source>Colour of the label</source>
      <translation>Farbe des Labels</translation>
    </message>
    <message>
      <source>Colour picker</source>
      <translation>Pipette</translation>
    </message>
    <message>
      <source>Colour range</source>
      <translation>Farbbereich</translation>
    </message>
    <message>
      <source>Colourise</source>
      <translation>Einfärben</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Colours dock</source>
      <translation>Dock „Farben“</translation>
    </message>
    <message>
      <source>Colours in the hand</source>
      <translation>Farben in der Hand</translation>
    </message>
    <message>
      <source>Colour…</source>
      <translation>Farbe …</translation>
    </message>
    <message>
      <source>Combine</source>
      <translation>Verbinden</translation>
    </message>
    <message>
      <source>Comes with the next start</source>
      <translation>Gilt ab dem nächsten Start</translation>
    </message>
    <message>
      <source>Commands</source>
      <translation>Befehle</translation>
    </message>
    <message>
      <source>Compare with a split</source>
      <translation>Mit geteilter Ansicht vergleichen</translation>
    </message>
    <message>
      <source>Compensate the black point</source>
      <translation>Tiefenkompensierung</translation>
    </message>
    <message>
      <source>Conical</source>
      <translation>Kegelförmig</translation>
    </message>
    <message>
      <source>Contiguous</source>
      <translation>Zusammenhängend</translation>
    </message>
    <message>
      <source>Contour</source>
      <translation>Kontur</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>Kontrast</translation>
    </message>
    <message>
      <source>Convert to colour profile…</source>
      <translation>In Farbprofil umwandeln…</translation>
    </message>
    <message>
      <source>Convert to sRGB</source>
      <translation>In sRGB umwandeln</translation>
    </message>
    <message>
      <source>Coordinates</source>
      <translation>Koordinaten</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>Kopiert</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Copy details</source>
      <translation>Details kopieren</translation>
    </message>
    <message>
      <source>Copy from the active layer, or from all that is seen</source>
      <translation>Von der aktiven Ebene kopieren oder von allem, was zu sehen ist</translation>
    </message>
    <message>
      <source>Copy selection to a new layer</source>
      <translation>Auswahl in neue Ebene kopieren</translation>
    </message>
    <message>
      <source>Copy visible</source>
      <translation>Sichtbares kopieren</translation>
    </message>
    <message>
      <source>Correct the seam</source>
      <translation>Naht ausgleichen</translation>
    </message>
    <message>
      <source>Crisp</source>
      <translation>Scharf</translation>
    </message>
    <message>
      <source>Crisp edge</source>
      <translation>Scharfer Rand</translation>
    </message>
    <message>
      <source>Crisper edges (unsharp mask)</source>
      <translation>Schärfere Kanten (Unscharf maskieren)</translation>
    </message>
    <message>
      <source>Crop</source>
      <translation>Zuschneiden</translation>
    </message>
    <message>
      <source>Crop to selection</source>
      <translation>Auf Auswahl zuschneiden</translation>
    </message>
    <message>
      <source>Curves</source>
      <translation>Gradationskurven</translation>
    </message>
    <message>
      <source>Curves…</source>
      <translation>Gradationskurven…</translation>
    </message>
    <message>
      <source>Cut</source>
      <translation>Ausschneiden</translation>
    </message>
    <message>
      <source>Cut selection to a new layer</source>
      <translation>Auswahl in neue Ebene ausschneiden</translation>
    </message>
    <message>
      <source>Cyans</source>
      <translation>Cyantöne</translation>
    </message>
    <message>
      <source>Cyans: hue</source>
      <translation>Cyantöne: Farbton</translation>
    </message>
    <message>
      <source>Cyans: lightness</source>
      <translation>Cyantöne: Helligkeit</translation>
    </message>
    <message>
      <source>Cyans: saturation</source>
      <translation>Cyantöne: Sättigung</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>Darken</source>
      <translation>Abdunkeln</translation>
    </message>
    <message>
      <source>Darken the shape</source>
      <translation>Form abdunkeln</translation>
    </message>
    <message>
      <source>Darker colour</source>
      <translation>Dunklere Farbe</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <source>Delete a saved selection…</source>
      <translation>Gespeicherte Auswahl löschen…</translation>
    </message>
    <message>
      <source>Delete a snapshot…</source>
      <translation>Schnappschuss löschen…</translation>
    </message>
    <message>
      <source>Delete channel</source>
      <translation>Kanal löschen</translation>
    </message>
    <message>
      <source>Delete layer</source>
      <translation>Ebene löschen</translation>
    </message>
    <message>
      <source>Delete the kept selection</source>
      <translation>Gemerkte Auswahl löschen</translation>
    </message>
    <message>
      <source>Delete the rest</source>
      <translation>Den Rest löschen</translation>
    </message>
    <message>
      <source>Delete the shapes under the mask</source>
      <translation>Formen unter der Maske löschen</translation>
    </message>
    <message>
      <source>Depth</source>
      <translation>Tiefe</translation>
    </message>
    <message>
      <source>Desaturate</source>
      <translation>Entsättigen</translation>
    </message>
    <message>
      <source>Deselect</source>
      <translation>Auswahl aufheben</translation>
    </message>
    <message>
      <source>Detail</source>
      <translation>Detail</translation>
    </message>
    <message>
      <source>Device and threads come with the next start, memory at once.</source>
      <translation>Gerät und Threads gelten ab dem nächsten Start, Speicher sofort.</translation>
    </message>
    <message>
      <source>Device for generators</source>
      <translation>Gerät für Generatoren</translation>
    </message>
    <message>
      <source>Diameter of the brush in pixels of the picture</source>
      <translation>Durchmesser des Pinsels in Bildpixeln</translation>
    </message>
    <message>
      <source>Diameter of the brush in pixels of the picture ([ and ])</source>
      <translation>Durchmesser des Pinsels in Bildpixeln ([ und ])</translation>
    </message>
    <message>
      <source>Diameter of the brush in whole pixels of the picture</source>
      <translation>Durchmesser des Pinsels in ganzen Pixeln des Bildes</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Differenz</translation>
    </message>
    <message>
      <source>Direction {n}</source>
      <translation>Richtung {n}</translation>
    </message>
    <message>
      <source>Display P3</source>
      <translation>Display P3</translation>
    </message>
    <message>
      <source>Dissolve</source>
      <translation>Auflösen</translation>
    </message>
    <message>
      <source>Dither</source>
      <translation>Rastern</translation>
    </message>
    <message>
      <source>Divide</source>
      <translation>Dividieren</translation>
    </message>
    <message>
      <source>Do</source>
      <translation>Ausführen</translation>
    </message>
    <message>
      <source>Docks</source>
      <translation>Docks</translation>
    </message>
    <message>
      <source>Dodge</source>
      <translation>Abwedeln</translation>
    </message>
    <message>
      <source>Dodge and burn</source>
      <translation>Abwedeln und nachbelichten</translation>
    </message>
    <message>
      <source>Dodge makes lighter, burn darker; Alt does the opposite</source>
      <translation>Abwedeln hellt auf, Nachbelichten dunkelt ab; Alt tut das Gegenteil</translation>
    </message>
    <message>
      <source>Dots</source>
      <translation>Punkte</translation>
    </message>
    <message>
      <source>Double-click to load a selection</source>
      <translation>Doppelklick lädt eine Auswahl</translation>
    </message>
    <message>
      <source>Double-click to restore a snapshot</source>
      <translation>Doppelklick stellt einen Schnappschuss wieder her</translation>
    </message>
    <message>
      <source>Downwards</source>
      <translation>Nach unten</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>Entwurf</translation>
    </message>
    <message>
      <source>Drag to move about; the wheel zooms</source>
      <translation>Ziehen verschiebt, das Rad zoomt</translation>
    </message>
    <message>
      <source>Draw a new point by chance</source>
      <translation>Einen neuen Punkt auslosen</translation>
    </message>
    <message>
      <source>Draws the point where none is given; another number gives another picture</source>
      <translation>Lost den Punkt aus, wo keiner gegeben ist; eine andere Zahl ergibt ein anderes Bild</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <source>Drop a mask</source>
      <translation>Maske ablegen</translation>
    </message>
    <message>
      <source>Drop a picture here</source>
      <translation>Bild hier ablegen</translation>
    </message>
    <message>
      <source>Drop any picture here to paint in its manner.</source>
      <translation>Ein Bild hier ablegen, um in seiner Art zu malen.</translation>
    </message>
    <message>
      <source>Drop any picture here to paint in its manner; drag a style onto a part of the picture.</source>
      <translation>Irgendein Bild hierher ziehen, um in seiner Art zu malen; einen Stil auf einen Teil des Bildes ziehen.</translation>
    </message>
    <message>
      <source>Drop it; the mask stays (Esc)</source>
      <translation>Verwerfen; die Maske bleibt (Esc)</translation>
    </message>
    <message>
      <source>Drop pictures here to have them at hand: press one to take its colour.</source>
      <translation>Bilder hier ablegen, um sie zur Hand zu haben: ein Klick nimmt ihre Farbe auf.</translation>
    </message>
    <message>
      <source>Drop the result</source>
      <translation>Ergebnis verwerfen</translation>
    </message>
    <message>
      <source>Duplicate layer</source>
      <translation>Ebene duplizieren</translation>
    </message>
    <message>
      <source>EXIF, XMP and resolution of the photograph</source>
      <translation>EXIF, XMP und Auflösung der Aufnahme</translation>
    </message>
    <message>
      <source>Each layer becomes one named path; none becomes pixels.</source>
      <translation>Jede Ebene wird ein benannter Pfad; keine wird zu Pixeln.</translation>
    </message>
    <message>
      <source>Each part in its own style:</source>
      <translation>Jeder Teil in seinem Stil:</translation>
    </message>
    <message>
      <source>Each stop doubles the light</source>
      <translation>Jede Stufe verdoppelt das Licht</translation>
    </message>
    <message>
      <source>Earlier picture</source>
      <translation>Voriges Bild</translation>
    </message>
    <message>
      <source>Earlier variation</source>
      <translation>Vorige Variante</translation>
    </message>
    <message>
      <source>Earlier variation (←)</source>
      <translation>Vorige Variante (←)</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>Bearbeiten</translation>
    </message>
    <message>
      <source>Effort</source>
      <translation>Aufwand</translation>
    </message>
    <message>
      <source>Ellipse</source>
      <translation>Ellipse</translation>
    </message>
    <message>
      <source>Embed the colour profile</source>
      <translation>Farbprofil einbetten</translation>
    </message>
    <message>
      <source>Enlarge</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>Enlarge with references</source>
      <translation>Mit Referenzen vergrößern</translation>
    </message>
    <message>
      <source>Erase</source>
      <translation>Radieren</translation>
    </message>
    <message>
      <source>Erase labels</source>
      <translation>Labels radieren</translation>
    </message>
    <message>
      <source>Eraser</source>
      <translation>Radierer</translation>
    </message>
    <message>
      <source>Even</source>
      <translation>Gleichmäßig</translation>
    </message>
    <message>
      <source>Every 128 pixels</source>
      <translation>Alle 128 Pixel</translation>
    </message>
    <message>
      <source>Every 16 pixels</source>
      <translation>Alle 16 Pixel</translation>
    </message>
    <message>
      <source>Every 256 pixels</source>
      <translation>Alle 256 Pixel</translation>
    </message>
    <message>
      <source>Every 32 pixels</source>
      <translation>Alle 32 Pixel</translation>
    </message>
    <message>
      <source>Every 64 pixels</source>
      <translation>Alle 64 Pixel</translation>
    </message>
    <message>
      <source>Every 8 pixels</source>
      <translation>Alle 8 Pixel</translation>
    </message>
    <message>
      <source>Every stroke goes on with the same distance; else each begins at the source again</source>
      <translation>Jeder Strich behält den Abstand bei; sonst beginnt jeder wieder an der Quelle</translation>
    </message>
    <message>
      <source>Exclusion</source>
      <translation>Ausschluss</translation>
    </message>
    <message>
      <source>Exemplar</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <source>Expand</source>
      <translation>Erweitern</translation>
    </message>
    <message>
      <source>Expand and fill</source>
      <translation>Erweitern und füllen</translation>
    </message>
    <message>
      <source>Export frames</source>
      <translation>Einzelbilder exportieren</translation>
    </message>
    <message>
      <source>Export frames…</source>
      <translation>Einzelbilder exportieren…</translation>
    </message>
    <message>
      <source>Export labels</source>
      <translation>Labels exportieren</translation>
    </message>
    <message>
      <source>Export labels…</source>
      <translation>Labels exportieren …</translation>
    </message>
    <message>
      <source>Export mask…</source>
      <translation>Maske exportieren…</translation>
    </message>
    <message>
      <source>Export shapes</source>
      <translation>Formen exportieren</translation>
    </message>
    <message>
      <source>Export shapes…</source>
      <translation>Formen exportieren…</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Exportieren…</translation>
    </message>
    <message>
      <source>Exposure</source>
      <translation>Belichtung</translation>
    </message>
    <message>
      <source>Exposure…</source>
      <translation>Belichtung…</translation>
    </message>
    <message>
      <source>Factor</source>
      <translation>Faktor</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>Fehlgeschlagen</translation>
    </message>
    <message>
      <source>Family and style</source>
      <translation>Familie und Schnitt</translation>
    </message>
    <message>
      <source>Family and style; empty is the usual font</source>
      <translation>Familie und Schnitt; leer ist die übliche Schrift</translation>
    </message>
    <message>
      <source>Fast</source>
      <translation>Schnell</translation>
    </message>
    <message>
      <source>Feather</source>
      <translation>Weiche Kante</translation>
    </message>
    <message>
      <source>Feather…</source>
      <translation>Weiche Kante…</translation>
    </message>
    <message>
      <source>Fewer tones, like a screen print</source>
      <translation>Weniger Töne, wie beim Siebdruck</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>Fill</source>
      <translation>Füllen</translation>
    </message>
    <message>
      <source>Fill layer</source>
      <translation>Füllebene</translation>
    </message>
    <message>
      <source>Fill transparent pixels</source>
      <translation>Durchsichtige Pixel füllen</translation>
    </message>
    <message>
      <source>Fill with a label</source>
      <translation>Mit einem Label füllen</translation>
    </message>
    <message>
      <source>Fill with the background colour</source>
      <translation>Mit der Hintergrundfarbe füllen</translation>
    </message>
    <message>
      <source>Fill with the foreground colour</source>
      <translation>Mit der Vordergrundfarbe füllen</translation>
    </message>
    <message>
      <source>Find a command…</source>
      <translation>Befehl suchen…</translation>
    </message>
    <message>
      <source>Find an action or a key</source>
      <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
      <source>Find the picture with the nearest shapes</source>
      <translation>Das Bild mit den ähnlichsten Formen finden</translation>
    </message>
    <message>
      <source>Fine</source>
      <translation>Fein</translation>
    </message>
    <message>
      <source>Firm</source>
      <translation>Fest</translation>
    </message>
    <message>
      <source>Fit in the window</source>
      <translation>In das Fenster einpassen</translation>
    </message>
    <message>
      <source>Fixed size</source>
      <translation>Feste Größe</translation>
    </message>
    <message>
      <source>Flat</source>
      <translation>Flächig</translation>
    </message>
    <message>
      <source>Flatten picture</source>
      <translation>Bild auf eine Ebene reduzieren</translation>
    </message>
    <message>
      <source>Flip horizontally</source>
      <translation>Waagerecht spiegeln</translation>
    </message>
    <message>
      <source>Flip layer horizontally</source>
      <translation>Ebene waagerecht spiegeln</translation>
    </message>
    <message>
      <source>Flip layer vertically</source>
      <translation>Ebene senkrecht spiegeln</translation>
    </message>
    <message>
      <source>Flip vertically</source>
      <translation>Senkrecht spiegeln</translation>
    </message>
    <message>
      <source>Flow</source>
      <translation>Fluss</translation>
    </message>
    <message>
      <source>Font</source>
      <translation>Schrift</translation>
    </message>
    <message>
      <source>Font family</source>
      <translation>Schriftfamilie</translation>
    </message>
    <message>
      <source>Font style</source>
      <translation>Schriftschnitt</translation>
    </message>
    <message>
      <source>For layouts such as Dvorak: a key means where it is, not its sign</source>
      <translation>Für Belegungen wie Dvorak: eine Taste gilt nach ihrem Platz, nicht nach ihrem Zeichen</translation>
    </message>
    <message>
      <source>For the web; otherwise the colours stay as they are</source>
      <translation>Für das Web; sonst bleiben die Farben, wie sie sind</translation>
    </message>
    <message>
      <source>Foreground</source>
      <translation>Vordergrund</translation>
    </message>
    <message>
      <source>Foreground and background</source>
      <translation>Vordergrund und Hintergrund</translation>
    </message>
    <message>
      <source>Foreground over background; press to choose</source>
      <translation>Vordergrund über Hintergrund; zum Wählen klicken</translation>
    </message>
    <message>
      <source>Foreground {front}, background {back}</source>
      <translation>Vordergrund {front}, Hintergrund {back}</translation>
    </message>
    <message>
      <source>Forget all steps</source>
      <translation>Alle Schritte vergessen</translation>
    </message>
    <message>
      <source>Form</source>
      <translation>Form</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>Frames</source>
      <translation>Einzelbilder</translation>
    </message>
    <message>
      <source>Free</source>
      <translation>Frei</translation>
    </message>
    <message>
      <source>Free, with the ratio of width to height, or with exactly this width and height</source>
      <translation>Frei, mit festem Verhältnis von Breite zu Höhe oder genau in dieser Breite und Höhe</translation>
    </message>
    <message>
      <source>From a file…</source>
      <translation>Aus einer Datei…</translation>
    </message>
    <message>
      <source>From line to line, as a share of the size</source>
      <translation>Von Zeile zu Zeile, als Anteil der Größe</translation>
    </message>
    <message>
      <source>From the first colour to the last</source>
      <translation>Von der ersten Farbe zur letzten</translation>
    </message>
    <message>
      <source>From there on the curve is flat: more layers gain little</source>
      <translation>Ab da ist die Kurve flach: weitere Ebenen bringen wenig</translation>
    </message>
    <message>
      <source>Fuzziness</source>
      <translation>Unschärfe</translation>
    </message>
    <message>
      <source>GIMP</source>
      <translation>GIMP</translation>
    </message>
    <message>
      <source>Gamma</source>
      <translation>Gamma</translation>
    </message>
    <message>
      <source>Gaussian blur</source>
      <translation>Weichzeichnen</translation>
    </message>
    <message>
      <source>Gaussian blur…</source>
      <translation>Weichzeichnen…</translation>
    </message>
    <message>
      <source>Generate</source>
      <translation>Erzeugen</translation>
    </message>
    <message>
      <source>Generate dock</source>
      <translation>Dock „Erzeugen“</translation>
    </message>
    <message>
      <source>Getting ready</source>
      <translation>Wird vorbereitet</translation>
    </message>
    <message>
      <source>Give the chosen styles to a selection, a layer or a label; each part has its own</source>
      <translation>Die gewählten Stile einer Auswahl, einer Ebene oder einem Label geben; jeder Teil hat seine eigenen</translation>
    </message>
    <message>
      <source>Give the label a name that no other one has.</source>
      <translation>Dem Label einen Namen geben, den kein anderes hat.</translation>
    </message>
    <message>
      <source>Give the picture more room; the new part is filled from what is there.</source>
      <translation>Dem Bild mehr Raum geben; der neue Teil wird aus dem gefüllt, was da ist.</translation>
    </message>
    <message>
      <source>Give tones the colours of a gradient</source>
      <translation>Tönen die Farben eines Verlaufs geben</translation>
    </message>
    <message>
      <source>Gives all colours the one hue; saturation then counts from 50 %</source>
      <translation>Gibt allen Farben den einen Farbton; die Sättigung zählt dann ab 50 %</translation>
    </message>
    <message>
      <source>Gradient</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>Gradient fill</source>
      <translation>Verlaufsfüllung</translation>
    </message>
    <message>
      <source>Gradient map</source>
      <translation>Verlaufsumsetzung</translation>
    </message>
    <message>
      <source>Gradient map…</source>
      <translation>Verlaufsumsetzung…</translation>
    </message>
    <message>
      <source>Grain</source>
      <translation>Korn</translation>
    </message>
    <message>
      <source>Gram</source>
      <translation>Gram</translation>
    </message>
    <message>
      <source>Green</source>
      <translation>Grün</translation>
    </message>
    <message>
      <source>Green label</source>
      <translation>Grüne Markierung</translation>
    </message>
    <message>
      <source>Greens</source>
      <translation>Grüntöne</translation>
    </message>
    <message>
      <source>Greens: hue</source>
      <translation>Grüntöne: Farbton</translation>
    </message>
    <message>
      <source>Greens: lightness</source>
      <translation>Grüntöne: Helligkeit</translation>
    </message>
    <message>
      <source>Greens: saturation</source>
      <translation>Grüntöne: Sättigung</translation>
    </message>
    <message>
      <source>Grey by how much each colour counts</source>
      <translation>Grau danach, wie viel jede Farbe zählt</translation>
    </message>
    <message>
      <source>Grey label</source>
      <translation>Graue Markierung</translation>
    </message>
    <message>
      <source>Grid</source>
      <translation>Raster</translation>
    </message>
    <message>
      <source>Grid spacing</source>
      <translation>Rasterweite</translation>
    </message>
    <message>
      <source>Group</source>
      <translation>Gruppe</translation>
    </message>
    <message>
      <source>Group layers</source>
      <translation>Ebenen gruppieren</translation>
    </message>
    <message>
      <source>Groups, masks and blend modes, for Photoshop and Krita</source>
      <translation>Gruppen, Masken und Mischmodi, für Photoshop und Krita</translation>
    </message>
    <message>
      <source>Grow</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>Grow by colour</source>
      <translation>Nach Farbe vergrößern</translation>
    </message>
    <message>
      <source>Grow…</source>
      <translation>Vergrößern…</translation>
    </message>
    <message>
      <source>Guess labels</source>
      <translation>Labels erraten</translation>
    </message>
    <message>
      <source>Guess missing labels</source>
      <translation>Fehlende Labels erraten</translation>
    </message>
    <message>
      <source>Guess the labels</source>
      <translation>Labels erraten</translation>
    </message>
    <message>
      <source>Guessed labels</source>
      <translation>Erratene Labels</translation>
    </message>
    <message>
      <source>Guides</source>
      <translation>Hilfslinien</translation>
    </message>
    <message>
      <source>Hand</source>
      <translation>Hand</translation>
    </message>
    <message>
      <source>Hard light</source>
      <translation>Hartes Licht</translation>
    </message>
    <message>
      <source>Hard mix</source>
      <translation>Hart mischen</translation>
    </message>
    <message>
      <source>Harder brush</source>
      <translation>Härterer Pinsel</translation>
    </message>
    <message>
      <source>Hardness</source>
      <translation>Härte</translation>
    </message>
    <message>
      <source>Heal</source>
      <translation>Reparieren</translation>
    </message>
    <message>
      <source>Healing brush</source>
      <translation>Reparaturpinsel</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>Höhe</translation>
    </message>
    <message>
      <source>Height of the font</source>
      <translation>Höhe der Schrift</translation>
    </message>
    <message>
      <source>Height of the tip over its width</source>
      <translation>Höhe der Spitze im Verhältnis zur Breite</translation>
    </message>
    <message>
      <source>Height; below 0 mirrors</source>
      <translation>Höhe; unter 0 spiegelt</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>Hex</source>
      <translation>Hex</translation>
    </message>
    <message>
      <source>Hide label</source>
      <translation>Label ausblenden</translation>
    </message>
    <message>
      <source>Higher looks better and is larger</source>
      <translation>Höher sieht besser aus und ist größer</translation>
    </message>
    <message>
      <source>Highlights</source>
      <translation>Lichter</translation>
    </message>
    <message>
      <source>Histogram</source>
      <translation>Histogramm</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Historie</translation>
    </message>
    <message>
      <source>History dock</source>
      <translation>Dock „Historie“</translation>
    </message>
    <message>
      <source>Hold \</source>
      <translation>\ halten</translation>
    </message>
    <message>
      <source>Hold for {count} more</source>
      <translation>Für {count} weitere halten</translation>
    </message>
    <message>
      <source>Hold to see before</source>
      <translation>Halten, um das Vorher zu sehen</translation>
    </message>
    <message>
      <source>Hold to see before ( \ )</source>
      <translation>Halten, um das Vorher zu sehen ( \ )</translation>
    </message>
    <message>
      <source>How bright blues become</source>
      <translation>Wie hell Blautöne werden</translation>
    </message>
    <message>
      <source>How bright cyans become</source>
      <translation>Wie hell Cyantöne werden</translation>
    </message>
    <message>
      <source>How bright greens become</source>
      <translation>Wie hell Grüntöne werden</translation>
    </message>
    <message>
      <source>How bright magentas become</source>
      <translation>Wie hell Magentatöne werden</translation>
    </message>
    <message>
      <source>How bright reds become</source>
      <translation>Wie hell Rottöne werden</translation>
    </message>
    <message>
      <source>How bright yellows become</source>
      <translation>Wie hell Gelbtöne werden</translation>
    </message>
    <message>
      <source>How far colours may be; the selection fades over the outer half. Also changes the last pick</source>
      <translation>Wie weit Farben auseinanderliegen dürfen; in der äußeren Hälfte läuft die Auswahl aus. Ändert auch die letzte Aufnahme</translation>
    </message>
    <message>
      <source>How far dabs lie apart; 1 is what suits the tip</source>
      <translation>Wie weit Tupfer auseinanderliegen; 1 ist, was zur Spitze passt</translation>
    </message>
    <message>
      <source>How far from the middle a drawn point lies; less is more usual and less various</source>
      <translation>Wie weit ein ausgeloster Punkt von der Mitte liegt; weniger ist gewöhnlicher und weniger vielfältig</translation>
    </message>
    <message>
      <source>How far one stroke goes, however often it crosses itself (I and O)</source>
      <translation>Wie weit ein Strich geht, sooft er sich auch kreuzt (I und O)</translation>
    </message>
    <message>
      <source>How far the border between two labels may wander, so that trees keep their tops</source>
      <translation>Wie weit die Grenze zwischen zwei Labels wandern darf, damit Bäume ihre Wipfel behalten</translation>
    </message>
    <message>
      <source>How far the fill follows the colours around it</source>
      <translation>Wie weit die Füllung den Farben ringsum folgt</translation>
    </message>
    <message>
      <source>How far the pattern is moved down</source>
      <translation>Wie weit das Muster nach unten verschoben ist</translation>
    </message>
    <message>
      <source>How far the pattern is moved to the right</source>
      <translation>Wie weit das Muster nach rechts verschoben ist</translation>
    </message>
    <message>
      <source>How far the picture takes on the style; at 0 it stays as it is</source>
      <translation>Wie weit das Bild den Stil annimmt; bei 0 bleibt es, wie es ist</translation>
    </message>
    <message>
      <source>How far the style fades out towards the border of the mask, inside it</source>
      <translation>Wie weit der Stil zum Rand der Maske hin ausläuft, innerhalb von ihr</translation>
    </message>
    <message>
      <source>How far the tip is turned clockwise</source>
      <translation>Wie weit die Spitze im Uhrzeigersinn gedreht ist</translation>
    </message>
    <message>
      <source>How far upright lines lean</source>
      <translation>Wie weit aufrechte Linien sich neigen</translation>
    </message>
    <message>
      <source>How it spreads</source>
      <translation>Wie er sich ausbreitet</translation>
    </message>
    <message>
      <source>How large a piece is, about, in pixels of the picture</source>
      <translation>Wie groß ein Stück etwa ist, in Pixeln des Bildes</translation>
    </message>
    <message>
      <source>How large the reference is taken against the picture: less makes everything in it smaller, more shows a smaller part of it in more detail</source>
      <translation>Wie groß die Referenz im Verhältnis zum Bild genommen wird: weniger macht alles darin kleiner, mehr zeigt einen kleineren Teil mit mehr Einzelheiten</translation>
    </message>
    <message>
      <source>How large the style pictures are looked at; more gives larger forms of the style</source>
      <translation>Wie groß die Stilbilder betrachtet werden; mehr gibt größere Formen des Stils</translation>
    </message>
    <message>
      <source>How large the tile is</source>
      <translation>Wie groß die Kachel ist</translation>
    </message>
    <message>
      <source>How laying the pen down lets more paint flow</source>
      <translation>Wie mehr Farbe fließt, wenn der Stift flacher liegt</translation>
    </message>
    <message>
      <source>How laying the pen down makes the brush larger</source>
      <translation>Wie der Pinsel größer wird, wenn der Stift flacher liegt</translation>
    </message>
    <message>
      <source>How laying the pen down makes the stroke stronger</source>
      <translation>Wie der Strich stärker wird, wenn der Stift flacher liegt</translation>
    </message>
    <message>
      <source>How light the shape is: 0 is black, 100 white; its hue stays</source>
      <translation>Wie hell die Form ist: 0 ist schwarz, 100 weiß; ihr Farbton bleibt</translation>
    </message>
    <message>
      <source>How long all shapes are fitted together once they are found</source>
      <translation>Wie lange alle Formen zusammen angepasst werden, sobald sie gefunden sind</translation>
    </message>
    <message>
      <source>How long the finger keeps what it picked up (I and O)</source>
      <translation>Wie lange der Finger behält, was er aufgenommen hat (I und O)</translation>
    </message>
    <message>
      <source>How long the method learn goes on at most; it can be stopped at any moment</source>
      <translation>Wie lange die Methode „Lernen“ höchstens dauert; sie kann jederzeit angehalten werden</translation>
    </message>
    <message>
      <source>How many curve pieces a shape has at most: fewer are smoother and easier to edit</source>
      <translation>Wie viele Kurvenstücke eine Form höchstens hat: weniger sind glatter und leichter zu bearbeiten</translation>
    </message>
    <message>
      <source>How many layers</source>
      <translation>Wie viele Ebenen</translation>
    </message>
    <message>
      <source>How many shapes</source>
      <translation>Wie viele Formen</translation>
    </message>
    <message>
      <source>How many shapes at most; the largest come first, and each lowers the error</source>
      <translation>Höchstens so viele Formen; die größten kommen zuerst, und jede verringert den Fehler</translation>
    </message>
    <message>
      <source>How many times wider and higher the picture becomes</source>
      <translation>Wievielmal breiter und höher das Bild wird</translation>
    </message>
    <message>
      <source>How many times wider and higher the picture becomes; beyond 4 in two passes</source>
      <translation>Wievielmal breiter und höher das Bild wird; über 4 in zwei Durchgängen</translation>
    </message>
    <message>
      <source>How many tones each channel keeps</source>
      <translation>Wie viele Töne jeder Kanal behält</translation>
    </message>
    <message>
      <source>How much a click means: a part, the thing, or the group it belongs to</source>
      <translation>Wie viel ein Klick meint: einen Teil, das Ding oder die Gruppe, zu der es gehört</translation>
    </message>
    <message>
      <source>How much of the opacity one dab puts down; less builds up slowly</source>
      <translation>Wie viel der Deckkraft ein Tupfer aufträgt; weniger baut sich langsam auf</translation>
    </message>
    <message>
      <source>How much red, green, blue or alpha may differ, in steps of 8 bits</source>
      <translation>Wie weit Rot, Grün, Blau oder Alpha abweichen dürfen, in Stufen von 8 Bit</translation>
    </message>
    <message>
      <source>How much stronger differences become</source>
      <translation>Wie viel stärker Unterschiede werden</translation>
    </message>
    <message>
      <source>How near the shapes come to the picture with each layer more, in decibels</source>
      <translation>Wie nahe die Formen dem Bild mit jeder weiteren Ebene kommen, in Dezibel</translation>
    </message>
    <message>
      <source>How often gram improves the texture at each size</source>
      <translation>Wie oft Gram die Textur in jeder Größe verbessert</translation>
    </message>
    <message>
      <source>How often the optimised method improves the picture at each size</source>
      <translation>Wie oft das optimierende Verfahren das Bild in jeder Größe verbessert</translation>
    </message>
    <message>
      <source>How pressing the pen harder lets more paint flow</source>
      <translation>Wie mehr Farbe fließt, wenn der Stift fester drückt</translation>
    </message>
    <message>
      <source>How pressing the pen harder makes the brush larger</source>
      <translation>Wie der Pinsel größer wird, wenn der Stift fester drückt</translation>
    </message>
    <message>
      <source>How pressing the pen harder makes the stroke stronger</source>
      <translation>Wie der Strich stärker wird, wenn der Stift fester drückt</translation>
    </message>
    <message>
      <source>How sharp the rim of the brush is</source>
      <translation>Wie scharf der Rand des Pinsels ist</translation>
    </message>
    <message>
      <source>How sharp the rim of the brush is (Shift+[ and Shift+])</source>
      <translation>Wie scharf der Rand des Pinsels ist (Umschalt+[ und Umschalt+])</translation>
    </message>
    <message>
      <source>How sharp the rim of the finger is (Shift+[ and Shift+])</source>
      <translation>Wie scharf der Rand des Fingers ist (Umschalt+[ und Umschalt+])</translation>
    </message>
    <message>
      <source>How soft it becomes (the standard deviation of a gaussian)</source>
      <translation>Wie weich es wird (die Standardabweichung einer Gaußkurve)</translation>
    </message>
    <message>
      <source>How strong one stroke gets, however often it crosses itself</source>
      <translation>Wie stark ein Strich wird, sooft er sich auch kreuzt</translation>
    </message>
    <message>
      <source>How strong one stroke gets, however often it crosses itself (I and O)</source>
      <translation>Wie stark ein Strich wird, sooft er sich auch kreuzt (I und O)</translation>
    </message>
    <message>
      <source>How strong the fill is</source>
      <translation>Wie stark die Füllung ist</translation>
    </message>
    <message>
      <source>How strong the gradient is</source>
      <translation>Wie stark der Verlauf ist</translation>
    </message>
    <message>
      <source>How strong the tint is</source>
      <translation>Wie stark die Tönung ist</translation>
    </message>
    <message>
      <source>How the colours lie around the line</source>
      <translation>Wie die Farben um die Linie liegen</translation>
    </message>
    <message>
      <source>How the layer mixes with what lies below it</source>
      <translation>Wie sich die Ebene mit dem mischt, was darunter liegt</translation>
    </message>
    <message>
      <source>How the sides are to each other</source>
      <translation>Wie sich die Seiten zueinander verhalten</translation>
    </message>
    <message>
      <source>How wide the surroundings are</source>
      <translation>Wie breit die Umgebung ist</translation>
    </message>
    <message>
      <source>Hue</source>
      <translation>Farbton</translation>
    </message>
    <message>
      <source>Hue and saturation</source>
      <translation>Farbton und Sättigung</translation>
    </message>
    <message>
      <source>Hue and saturation…</source>
      <translation>Farbton und Sättigung…</translation>
    </message>
    <message>
      <source>Hue, saturation, value</source>
      <translation>Farbton, Sättigung, Wert</translation>
    </message>
    <message>
      <source>Hue; arrow keys step</source>
      <translation>Farbton; Pfeiltasten gehen schrittweise</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Image size</source>
      <translation>Bildgröße</translation>
    </message>
    <message>
      <source>Image size…</source>
      <translation>Bildgröße…</translation>
    </message>
    <message>
      <source>Import a palette</source>
      <translation>Palette importieren</translation>
    </message>
    <message>
      <source>Import a palette…</source>
      <translation>Palette importieren …</translation>
    </message>
    <message>
      <source>Import labels</source>
      <translation>Labels importieren</translation>
    </message>
    <message>
      <source>Import labels…</source>
      <translation>Labels importieren …</translation>
    </message>
    <message>
      <source>Import mask…</source>
      <translation>Maske importieren…</translation>
    </message>
    <message>
      <source>Import shapes</source>
      <translation>Formen importieren</translation>
    </message>
    <message>
      <source>Import shapes…</source>
      <translation>Formen importieren…</translation>
    </message>
    <message>
      <source>In which colours the picture is kept from now on</source>
      <translation>In welchen Farben das Bild von nun an gehalten wird</translation>
    </message>
    <message>
      <source>Intent</source>
      <translation>Absicht</translation>
    </message>
    <message>
      <source>Interface</source>
      <translation>Oberfläche</translation>
    </message>
    <message>
      <source>Intersect</source>
      <translation>Schneiden</translation>
    </message>
    <message>
      <source>Invert</source>
      <translation>Umkehren</translation>
    </message>
    <message>
      <source>Invert selection</source>
      <translation>Auswahl umkehren</translation>
    </message>
    <message>
      <source>Invert the selection</source>
      <translation>Die Auswahl umkehren</translation>
    </message>
    <message>
      <source>Invert…</source>
      <translation>Umkehren…</translation>
    </message>
    <message>
      <source>It is the lowest layer.</source>
      <translation>Sie ist die unterste Ebene.</translation>
    </message>
    <message>
      <source>It is the top layer.</source>
      <translation>Sie ist die oberste Ebene.</translation>
    </message>
    <message>
      <source>It was stopped; the picture is as it was.</source>
      <translation>Es wurde angehalten; das Bild ist, wie es war.</translation>
    </message>
    <message>
      <source>Jitter</source>
      <translation>Zittern</translation>
    </message>
    <message>
      <source>Jobs</source>
      <translation>Aufträge</translation>
    </message>
    <message>
      <source>Jobs dock</source>
      <translation>Dock „Aufträge“</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Keep as live layer</source>
      <translation>Als Live-Ebene behalten</translation>
    </message>
    <message>
      <source>Keep colours</source>
      <translation>Farben behalten</translation>
    </message>
    <message>
      <source>Keep date, camera and place</source>
      <translation>Datum, Kamera und Ort behalten</translation>
    </message>
    <message>
      <source>Keep it as a new layer with its mask (Enter)</source>
      <translation>Als neue Ebene mit Maske behalten (Enter)</translation>
    </message>
    <message>
      <source>Keep layers</source>
      <translation>Ebenen behalten</translation>
    </message>
    <message>
      <source>Keep only what both select</source>
      <translation>Nur behalten, was beide auswählen</translation>
    </message>
    <message>
      <source>Keep other labels</source>
      <translation>Andere Labels behalten</translation>
    </message>
    <message>
      <source>Keep still</source>
      <translation>Ruhig halten</translation>
    </message>
    <message>
      <source>Keep the result</source>
      <translation>Ergebnis behalten</translation>
    </message>
    <message>
      <source>Keep the result, drop it</source>
      <translation>Ergebnis behalten, verwerfen</translation>
    </message>
    <message>
      <source>Keep this point</source>
      <translation>Punkt behalten</translation>
    </message>
    <message>
      <source>Kept point {n}</source>
      <translation>Behaltener Punkt {n}</translation>
    </message>
    <message>
      <source>Kept points</source>
      <translation>Behaltene Punkte</translation>
    </message>
    <message>
      <source>Kept selections</source>
      <translation>Gemerkte Auswahlen</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Keyboard shortcuts (F1)</source>
      <translation>Tastenkürzel (F1)</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Keys as in</source>
      <translation>Tasten wie in</translation>
    </message>
    <message>
      <source>Keys as in {set}</source>
      <translation>Tasten wie in {set}</translation>
    </message>
    <message>
      <source>Krita</source>
      <translation>Krita</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>Label</translation>
    </message>
    <message>
      <source>Label an object</source>
      <translation>Objekt labeln</translation>
    </message>
    <message>
      <source>Label brush</source>
      <translation>Label-Pinsel</translation>
    </message>
    <message>
      <source>Label eraser</source>
      <translation>Label-Radierer</translation>
    </message>
    <message>
      <source>Label fill</source>
      <translation>Label-Füllung</translation>
    </message>
    <message>
      <source>Label lasso</source>
      <translation>Label-Lasso</translation>
    </message>
    <message>
      <source>Label layer</source>
      <translation>Ebene markieren</translation>
    </message>
    <message>
      <source>Label layers</source>
      <translation>Ebenen markieren</translation>
    </message>
    <message>
      <source>Label line</source>
      <translation>Label-Linie</translation>
    </message>
    <message>
      <source>Label picker</source>
      <translation>Label-Pipette</translation>
    </message>
    <message>
      <source>Label polygon</source>
      <translation>Label-Polygon</translation>
    </message>
    <message>
      <source>Label rectangle</source>
      <translation>Label-Rechteck</translation>
    </message>
    <message>
      <source>Label superpixels</source>
      <translation>Superpixel labeln</translation>
    </message>
    <message>
      <source>Label the thing in a box</source>
      <translation>Objekt im Rahmen labeln</translation>
    </message>
    <message>
      <source>Label wand</source>
      <translation>Label-Zauberstab</translation>
    </message>
    <message>
      <source>Label: {label}</source>
      <translation>Label: {label}</translation>
    </message>
    <message>
      <source>Labels</source>
      <translation>Labels</translation>
    </message>
    <message>
      <source>Labels dock</source>
      <translation>Labels-Andockfenster</translation>
    </message>
    <message>
      <source>Labels say what is where: sky, water, grass. They are painted on a layer of their own.</source>
      <translation>Labels sagen, was wo ist: Himmel, Wasser, Gras. Sie werden auf eine eigene Ebene gemalt.</translation>
    </message>
    <message>
      <source>Labels to photo</source>
      <translation>Labels zu Foto</translation>
    </message>
    <message>
      <source>Ladybird</source>
      <translation>Marienkäfer</translation>
    </message>
    <message>
      <source>Lanczos</source>
      <translation>Lanczos</translation>
    </message>
    <message>
      <source>Lanczos is the sharpest; nearest keeps hard pixels</source>
      <translation>Lanczos ist am schärfsten; „Nächster“ behält harte Pixel</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Larger brush</source>
      <translation>Größerer Pinsel</translation>
    </message>
    <message>
      <source>Lasso</source>
      <translation>Lasso</translation>
    </message>
    <message>
      <source>Latent pad</source>
      <translation>Latentfeld</translation>
    </message>
    <message>
      <source>Latent pad dock</source>
      <translation>Dock Latentfeld</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>Ebene</translation>
    </message>
    <message>
      <source>Layer down</source>
      <translation>Ebene nach unten</translation>
    </message>
    <message>
      <source>Layer up</source>
      <translation>Ebene nach oben</translation>
    </message>
    <message>
      <source>Layers</source>
      <translation>Ebenen</translation>
    </message>
    <message>
      <source>Layers dock</source>
      <translation>Dock „Ebenen“</translation>
    </message>
    <message>
      <source>Layer’s alpha</source>
      <translation>Alpha der Ebene</translation>
    </message>
    <message>
      <source>Learn</source>
      <translation>Lernen</translation>
    </message>
    <message>
      <source>Learn for</source>
      <translation>Lernen für</translation>
    </message>
    <message>
      <source>Learn this style</source>
      <translation>Diesen Stil lernen</translation>
    </message>
    <message>
      <source>Learned</source>
      <translation>Gelernt</translation>
    </message>
    <message>
      <source>Learned style</source>
      <translation>Gelernter Stil</translation>
    </message>
    <message>
      <source>Left</source>
      <translation>Links</translation>
    </message>
    <message>
      <source>Left button</source>
      <translation>Linke Taste</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Länge</translation>
    </message>
    <message>
      <source>Less</source>
      <translation>Ohne</translation>
    </message>
    <message>
      <source>Less opacity</source>
      <translation>Weniger Deckkraft</translation>
    </message>
    <message>
      <source>Less paints with larger strokes first and refines them afterwards</source>
      <translation>Weniger malt zuerst mit größeren Strichen und verfeinert sie danach</translation>
    </message>
    <message>
      <source>Let go</source>
      <translation>Loslassen</translation>
    </message>
    <message>
      <source>Let the group pass through</source>
      <translation>Gruppe durchreichen lassen</translation>
    </message>
    <message>
      <source>Let the layer mask work</source>
      <translation>Ebenenmaske wirken lassen</translation>
    </message>
    <message>
      <source>Level</source>
      <translation>Stufe</translation>
    </message>
    <message>
      <source>Levels</source>
      <translation>Tonwertkorrektur</translation>
    </message>
    <message>
      <source>Levels…</source>
      <translation>Tonwertkorrektur…</translation>
    </message>
    <message>
      <source>Lifts or sinks the shadows; hardly touches bright parts</source>
      <translation>Hebt oder senkt die Tiefen; berührt helle Teile kaum</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Light or dark theme</source>
      <translation>Helles oder dunkles Aussehen</translation>
    </message>
    <message>
      <source>Lighten</source>
      <translation>Aufhellen</translation>
    </message>
    <message>
      <source>Lighten the shape</source>
      <translation>Form aufhellen</translation>
    </message>
    <message>
      <source>Lighter colour</source>
      <translation>Hellere Farbe</translation>
    </message>
    <message>
      <source>Lighter or darker, flatter or crisper</source>
      <translation>Heller oder dunkler, flacher oder kräftiger</translation>
    </message>
    <message>
      <source>Lightness</source>
      <translation>Helligkeit</translation>
    </message>
    <message>
      <source>Like</source>
      <translation>Wie</translation>
    </message>
    <message>
      <source>Likeness by number of layers</source>
      <translation>Ähnlichkeit nach Zahl der Ebenen</translation>
    </message>
    <message>
      <source>Line height</source>
      <translation>Zeilenhöhe</translation>
    </message>
    <message>
      <source>Linear</source>
      <translation>Linear</translation>
    </message>
    <message>
      <source>Linear burn</source>
      <translation>Linear nachbelichten</translation>
    </message>
    <message>
      <source>Linear dodge (add)</source>
      <translation>Linear abwedeln (Addieren)</translation>
    </message>
    <message>
      <source>Linear light</source>
      <translation>Lineares Licht</translation>
    </message>
    <message>
      <source>Lines that divide the frame in three</source>
      <translation>Linien, die den Rahmen in drei Teile teilen</translation>
    </message>
    <message>
      <source>Little</source>
      <translation>Wenig</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>Live</translation>
    </message>
    <message>
      <source>Live layer</source>
      <translation>Live-Ebene</translation>
    </message>
    <message>
      <source>Load selection…</source>
      <translation>Auswahl laden…</translation>
    </message>
    <message>
      <source>Load the selection</source>
      <translation>Auswahl laden</translation>
    </message>
    <message>
      <source>Lock label</source>
      <translation>Label sperren</translation>
    </message>
    <message>
      <source>Lock layer</source>
      <translation>Ebene sperren</translation>
    </message>
    <message>
      <source>Lock the guides</source>
      <translation>Hilfslinien sperren</translation>
    </message>
    <message>
      <source>Lock the pixels: the layer cannot be painted on</source>
      <translation>Pixel sperren: auf die Ebene kann nicht gemalt werden</translation>
    </message>
    <message>
      <source>Lock the position: the layer cannot be moved</source>
      <translation>Position sperren: die Ebene kann nicht verschoben werden</translation>
    </message>
    <message>
      <source>Lock transparency: painting keeps what is clear clear</source>
      <translation>Transparenz sperren: was durchsichtig ist, bleibt beim Malen durchsichtig</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <source>Look at</source>
      <translation>Betrachten</translation>
    </message>
    <message>
      <source>Look at all that is seen, or at the active layer alone</source>
      <translation>Alles Sichtbare betrachten oder nur die aktive Ebene</translation>
    </message>
    <message>
      <source>Luminance</source>
      <translation>Luminanz</translation>
    </message>
    <message>
      <source>Luminosity</source>
      <translation>Leuchtkraft</translation>
    </message>
    <message>
      <source>Made at</source>
      <translation>Gemacht mit</translation>
    </message>
    <message>
      <source>Magentas</source>
      <translation>Magentatöne</translation>
    </message>
    <message>
      <source>Magentas: hue</source>
      <translation>Magentatöne: Farbton</translation>
    </message>
    <message>
      <source>Magentas: lightness</source>
      <translation>Magentatöne: Helligkeit</translation>
    </message>
    <message>
      <source>Magentas: saturation</source>
      <translation>Magentatöne: Sättigung</translation>
    </message>
    <message>
      <source>Magic wand</source>
      <translation>Zauberstab</translation>
    </message>
    <message>
      <source>Make one tile whose ends meet and repeat it over the selection</source>
      <translation>Macht eine Kachel, deren Enden sich treffen, und wiederholt sie über die Auswahl</translation>
    </message>
    <message>
      <source>Make the photo</source>
      <translation>Foto machen</translation>
    </message>
    <message>
      <source>Makes colours stronger or greyer; grey stays grey</source>
      <translation>Macht Farben stärker oder grauer; Grau bleibt Grau</translation>
    </message>
    <message>
      <source>Mask</source>
      <translation>Maske</translation>
    </message>
    <message>
      <source>Mask brush</source>
      <translation>Maskenpinsel</translation>
    </message>
    <message>
      <source>Mask eraser</source>
      <translation>Maskenradierer</translation>
    </message>
    <message>
      <source>Mask from the selection</source>
      <translation>Maske aus der Auswahl</translation>
    </message>
    <message>
      <source>Masks</source>
      <translation>Masken</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Messen</translation>
    </message>
    <message>
      <source>Memory for undo, each picture</source>
      <translation>Speicher zum Rückgängigmachen, je Bild</translation>
    </message>
    <message>
      <source>Memory for what is shown</source>
      <translation>Speicher für das Gezeigte</translation>
    </message>
    <message>
      <source>Memory of the history</source>
      <translation>Speicher der Historie</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menü</translation>
    </message>
    <message>
      <source>Merge down</source>
      <translation>Nach unten vereinen</translation>
    </message>
    <message>
      <source>Merge into</source>
      <translation>Zusammenführen mit</translation>
    </message>
    <message>
      <source>Merge labels</source>
      <translation>Labels zusammenführen</translation>
    </message>
    <message>
      <source>Merge layers</source>
      <translation>Ebenen vereinen</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Verfahren</translation>
    </message>
    <message>
      <source>Middle</source>
      <translation>Mitte</translation>
    </message>
    <message>
      <source>Middle, across</source>
      <translation>Mitte, waagerecht</translation>
    </message>
    <message>
      <source>Middle, down</source>
      <translation>Mitte, senkrecht</translation>
    </message>
    <message>
      <source>Midtones</source>
      <translation>Mitteltöne</translation>
    </message>
    <message>
      <source>Mirror the view</source>
      <translation>Ansicht spiegeln</translation>
    </message>
    <message>
      <source>Mirror too</source>
      <translation>Auch gespiegelt</translation>
    </message>
    <message>
      <source>Mixes steps of colour so that no bands are seen</source>
      <translation>Mischt Farbstufen, sodass keine Streifen zu sehen sind</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <source>More keeps panning smooth and large pictures off the disk; changes at once</source>
      <translation>Mehr hält das Verschieben flüssig und große Bilder im Speicher; gilt sofort</translation>
    </message>
    <message>
      <source>More of</source>
      <translation>Dazu</translation>
    </message>
    <message>
      <source>More opacity</source>
      <translation>Mehr Deckkraft</translation>
    </message>
    <message>
      <source>More options</source>
      <translation>Weitere Optionen</translation>
    </message>
    <message>
      <source>More or less light, in stops</source>
      <translation>Mehr oder weniger Licht, in Blendenstufen</translation>
    </message>
    <message>
      <source>Moss</source>
      <translation>Moos</translation>
    </message>
    <message>
      <source>Move</source>
      <translation>Verschieben</translation>
    </message>
    <message>
      <source>Move down</source>
      <translation>Nach unten</translation>
    </message>
    <message>
      <source>Move layer</source>
      <translation>Ebene verschieben</translation>
    </message>
    <message>
      <source>Move layer in the stack</source>
      <translation>Ebene im Stapel verschieben</translation>
    </message>
    <message>
      <source>Move selected pixels</source>
      <translation>Ausgewählte Pixel verschieben</translation>
    </message>
    <message>
      <source>Move the selection</source>
      <translation>Auswahl verschieben</translation>
    </message>
    <message>
      <source>Move up</source>
      <translation>Nach oben</translation>
    </message>
    <message>
      <source>Moves all colours towards white or black</source>
      <translation>Verschiebt alle Farben zu Weiß oder Schwarz</translation>
    </message>
    <message>
      <source>Moves all tones towards white or black; neither is lost before ±100</source>
      <translation>Verschiebt alle Töne zu Weiß oder Schwarz; vor ±100 geht keines verloren</translation>
    </message>
    <message>
      <source>Much</source>
      <translation>Viel</translation>
    </message>
    <message>
      <source>Multiply</source>
      <translation>Multiplizieren</translation>
    </message>
    <message>
      <source>Natural borders</source>
      <translation>Natürliche Grenzen</translation>
    </message>
    <message>
      <source>Navigator</source>
      <translation>Navigator</translation>
    </message>
    <message>
      <source>Navigator dock</source>
      <translation>Dock „Navigator“</translation>
    </message>
    <message>
      <source>Nearest</source>
      <translation>Nächster</translation>
    </message>
    <message>
      <source>New adjustment layer</source>
      <translation>Neue Einstellungsebene</translation>
    </message>
    <message>
      <source>New document</source>
      <translation>Neues Dokument</translation>
    </message>
    <message>
      <source>New fill layer</source>
      <translation>Neue Füllebene</translation>
    </message>
    <message>
      <source>New key</source>
      <translation>Neue Taste</translation>
    </message>
    <message>
      <source>New label</source>
      <translation>Neues Label</translation>
    </message>
    <message>
      <source>New label layer</source>
      <translation>Neue Label-Ebene</translation>
    </message>
    <message>
      <source>New layer</source>
      <translation>Neue Ebene</translation>
    </message>
    <message>
      <source>New layer from visible</source>
      <translation>Neue Ebene aus Sichtbarem</translation>
    </message>
    <message>
      <source>New layer: black and white</source>
      <translation>Neue Ebene: Schwarzweiß</translation>
    </message>
    <message>
      <source>New layer: brightness and contrast</source>
      <translation>Neue Ebene: Helligkeit und Kontrast</translation>
    </message>
    <message>
      <source>New layer: colour</source>
      <translation>Neue Ebene: Farbe</translation>
    </message>
    <message>
      <source>New layer: curves</source>
      <translation>Neue Ebene: Gradationskurven</translation>
    </message>
    <message>
      <source>New layer: exposure</source>
      <translation>Neue Ebene: Belichtung</translation>
    </message>
    <message>
      <source>New layer: gaussian blur</source>
      <translation>Neue Ebene: Weichzeichnen</translation>
    </message>
    <message>
      <source>New layer: gradient</source>
      <translation>Neue Ebene: Verlauf</translation>
    </message>
    <message>
      <source>New layer: gradient map</source>
      <translation>Neue Ebene: Verlaufsumsetzung</translation>
    </message>
    <message>
      <source>New layer: hue and saturation</source>
      <translation>Neue Ebene: Farbton und Sättigung</translation>
    </message>
    <message>
      <source>New layer: invert</source>
      <translation>Neue Ebene: Umkehren</translation>
    </message>
    <message>
      <source>New layer: levels</source>
      <translation>Neue Ebene: Tonwertkorrektur</translation>
    </message>
    <message>
      <source>New layer: pattern</source>
      <translation>Neue Ebene: Muster</translation>
    </message>
    <message>
      <source>New layer: posterise</source>
      <translation>Neue Ebene: Tontrennung</translation>
    </message>
    <message>
      <source>New layer: sharpen</source>
      <translation>Neue Ebene: Schärfen</translation>
    </message>
    <message>
      <source>New layer: threshold</source>
      <translation>Neue Ebene: Schwellenwert</translation>
    </message>
    <message>
      <source>New layer: vibrance</source>
      <translation>Neue Ebene: Dynamik</translation>
    </message>
    <message>
      <source>New layer: white balance</source>
      <translation>Neue Ebene: Weißabgleich</translation>
    </message>
    <message>
      <source>New picture</source>
      <translation>Neues Bild</translation>
    </message>
    <message>
      <source>New pixels above</source>
      <translation>Neue Pixel oben</translation>
    </message>
    <message>
      <source>New pixels at the left</source>
      <translation>Neue Pixel links</translation>
    </message>
    <message>
      <source>New pixels at the right</source>
      <translation>Neue Pixel rechts</translation>
    </message>
    <message>
      <source>New pixels below</source>
      <translation>Neue Pixel unten</translation>
    </message>
    <message>
      <source>New selection, add (Shift), subtract (Alt) or intersect (Shift+Alt)</source>
      <translation>Neue Auswahl, hinzufügen (Umschalt), abziehen (Alt) oder schneiden (Umschalt+Alt)</translation>
    </message>
    <message>
      <source>New text layer</source>
      <translation>Neue Textebene</translation>
    </message>
    <message>
      <source>Next label</source>
      <translation>Nächstes Label</translation>
    </message>
    <message>
      <source>Next picture</source>
      <translation>Nächstes Bild</translation>
    </message>
    <message>
      <source>Next variation</source>
      <translation>Nächste Variante</translation>
    </message>
    <message>
      <source>Next variation (→)</source>
      <translation>Nächste Variante (→)</translation>
    </message>
    <message>
      <source>No</source>
      <translation>Nein</translation>
    </message>
    <message>
      <source>No label</source>
      <translation>Keine Markierung</translation>
    </message>
    <message>
      <source>No other open picture has vector layers.</source>
      <translation>Kein anderes offenes Bild hat Vektorebenen.</translation>
    </message>
    <message>
      <source>No panel takes a style yet.</source>
      <translation>Noch kein Bereich nimmt einen Stil an.</translation>
    </message>
    <message>
      <source>No picture was opened yet</source>
      <translation>Es wurde noch kein Bild geöffnet</translation>
    </message>
    <message>
      <source>No selection was saved yet.</source>
      <translation>Es wurde noch keine Auswahl gespeichert.</translation>
    </message>
    <message>
      <source>No shape lies mostly under the mask: brush over all of the object.</source>
      <translation>Keine Form liegt größtenteils unter der Maske: übermale das ganze Objekt.</translation>
    </message>
    <message>
      <source>No snapshot was taken yet.</source>
      <translation>Es gibt noch keinen Schnappschuss.</translation>
    </message>
    <message>
      <source>Noise</source>
      <translation>Rauschen</translation>
    </message>
    <message>
      <source>Normal</source>
      <translation>Normal</translation>
    </message>
    <message>
      <source>Not there</source>
      <translation>Nicht dort</translation>
    </message>
    <message>
      <source>Nothing fades, marches or breathes; changes at once</source>
      <translation>Nichts blendet, wandert oder pulsiert; gilt sofort</translation>
    </message>
    <message>
      <source>Nothing is being looked for.</source>
      <translation>Es wird nach nichts gesucht.</translation>
    </message>
    <message>
      <source>Nothing is done yet.</source>
      <translation>Es ist noch nichts erledigt.</translation>
    </message>
    <message>
      <source>Nothing is running.</source>
      <translation>Es läuft nichts.</translation>
    </message>
    <message>
      <source>Nothing is running. What generators do is listed here, with how long it took.</source>
      <translation>Es läuft nichts. Was Generatoren tun, steht hier, mit der Zeit, die es dauerte.</translation>
    </message>
    <message>
      <source>Nothing is selected: paint a mask or select something first.</source>
      <translation>Nichts ist ausgewählt: erst eine Maske malen oder etwas auswählen.</translation>
    </message>
    <message>
      <source>Nothing of this layer is selected.</source>
      <translation>Von dieser Ebene ist nichts ausgewählt.</translation>
    </message>
    <message>
      <source>Nothing was changed here.</source>
      <translation>Hier wurde nichts geändert.</translation>
    </message>
    <message>
      <source>Nothing was changed.</source>
      <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
      <source>Nothing was selected yet.</source>
      <translation>Es wurde noch nichts ausgewählt.</translation>
    </message>
    <message>
      <source>Numbers</source>
      <translation>Zahlen</translation>
    </message>
    <message>
      <source>Numbers with commas, one for each style, where more than two are mixed: 3, 1, 1</source>
      <translation>Zahlen mit Kommas, eine je Stil, wo mehr als zwei gemischt werden: 3, 1, 1</translation>
    </message>
    <message>
      <source>Object</source>
      <translation>Objekt</translation>
    </message>
    <message>
      <source>Of the shape</source>
      <translation>Der Form</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Aus</translation>
    </message>
    <message>
      <source>Off: what lies outside stays, out of sight</source>
      <translation>Aus: was außerhalb liegt, bleibt, aber unsichtbar</translation>
    </message>
    <message>
      <source>Offset</source>
      <translation>Versatz</translation>
    </message>
    <message>
      <source>Older steps go to disk beyond it; changes at once</source>
      <translation>Ältere Schritte darüber hinaus gehen auf die Platte; gilt sofort</translation>
    </message>
    <message>
      <source>On the canvas</source>
      <translation>Auf der Leinwand</translation>
    </message>
    <message>
      <source>On top of what the system asks for; comes with the next start</source>
      <translation>Zusätzlich zu dem, was das System verlangt; gilt ab dem nächsten Start</translation>
    </message>
    <message>
      <source>On which side lines begin together</source>
      <translation>An welcher Seite die Zeilen gemeinsam beginnen</translation>
    </message>
    <message>
      <source>One pixel</source>
      <translation>Ein Pixel</translation>
    </message>
    <message>
      <source>Only in a part…</source>
      <translation>Nur in einem Teil …</translation>
    </message>
    <message>
      <source>Only the picture</source>
      <translation>Nur das Bild</translation>
    </message>
    <message>
      <source>Only what is connected with the clicked pixel, not all that has its label</source>
      <translation>Nur was mit dem angeklickten Pixel zusammenhängt, nicht alles mit seinem Label</translation>
    </message>
    <message>
      <source>Only what is connected with the clicked pixel, not the whole picture</source>
      <translation>Nur, was mit dem angeklickten Pixel zusammenhängt, nicht das ganze Bild</translation>
    </message>
    <message>
      <source>Onto</source>
      <translation>Auf</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>Deckkraft</translation>
    </message>
    <message>
      <source>Opacity 10 %</source>
      <translation>Deckkraft 10 %</translation>
    </message>
    <message>
      <source>Opacity 100 %</source>
      <translation>Deckkraft 100 %</translation>
    </message>
    <message>
      <source>Opacity 20 %</source>
      <translation>Deckkraft 20 %</translation>
    </message>
    <message>
      <source>Opacity 30 %</source>
      <translation>Deckkraft 30 %</translation>
    </message>
    <message>
      <source>Opacity 40 %</source>
      <translation>Deckkraft 40 %</translation>
    </message>
    <message>
      <source>Opacity 50 %</source>
      <translation>Deckkraft 50 %</translation>
    </message>
    <message>
      <source>Opacity 60 %</source>
      <translation>Deckkraft 60 %</translation>
    </message>
    <message>
      <source>Opacity 70 %</source>
      <translation>Deckkraft 70 %</translation>
    </message>
    <message>
      <source>Opacity 80 %</source>
      <translation>Deckkraft 80 %</translation>
    </message>
    <message>
      <source>Opacity 90 %</source>
      <translation>Deckkraft 90 %</translation>
    </message>
    <message>
      <source>Open a picture first.</source>
      <translation>Zuerst ein Bild öffnen.</translation>
    </message>
    <message>
      <source>Open a task in the Generate panel first.</source>
      <translation>Zuerst eine Aufgabe im Bereich „Erzeugen“ öffnen.</translation>
    </message>
    <message>
      <source>Open as a picture</source>
      <translation>Als Bild öffnen</translation>
    </message>
    <message>
      <source>Open pictures</source>
      <translation>Geöffnete Bilder</translation>
    </message>
    <message>
      <source>Open recent</source>
      <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
      <source>Open the sample {name}</source>
      <translation>Beispiel {name} öffnen</translation>
    </message>
    <message>
      <source>Open the sample “{name}”</source>
      <translation>Beispiel „{name}“ öffnen</translation>
    </message>
    <message>
      <source>Opened</source>
      <translation>Geöffnet</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>Öffnen…</translation>
    </message>
    <message>
      <source>Optimised</source>
      <translation>Optimiert</translation>
    </message>
    <message>
      <source>Or try a sample</source>
      <translation>Oder ein Beispiel versuchen</translation>
    </message>
    <message>
      <source>Orange label</source>
      <translation>Orange Markierung</translation>
    </message>
    <message>
      <source>Output black</source>
      <translation>Ausgabe Schwarz</translation>
    </message>
    <message>
      <source>Output white</source>
      <translation>Ausgabe Weiß</translation>
    </message>
    <message>
      <source>Overlay</source>
      <translation>Ineinanderkopieren</translation>
    </message>
    <message>
      <source>Overview of the picture</source>
      <translation>Übersicht des Bildes</translation>
    </message>
    <message>
      <source>PNG and TIFF lose nothing, PSD keeps the layers</source>
      <translation>PNG und TIFF verlieren nichts, PSD behält die Ebenen</translation>
    </message>
    <message>
      <source>Pages of the preferences</source>
      <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
      <source>Paint</source>
      <translation>Malen</translation>
    </message>
    <message>
      <source>Paint a mask first.</source>
      <translation>Zuerst eine Maske malen.</translation>
    </message>
    <message>
      <source>Paint a mask or select something first.</source>
      <translation>Erst eine Maske malen oder etwas auswählen.</translation>
    </message>
    <message>
      <source>Paint a shape</source>
      <translation>Form färben</translation>
    </message>
    <message>
      <source>Paint a stroke of at least two labels first, then spread them.</source>
      <translation>Zuerst je einen Strich mit mindestens zwei Labels malen, dann ausbreiten.</translation>
    </message>
    <message>
      <source>Paint labels</source>
      <translation>Labels malen</translation>
    </message>
    <message>
      <source>Paint mask</source>
      <translation>Maske malen</translation>
    </message>
    <message>
      <source>Paint on the layer mask</source>
      <translation>Auf der Ebenenmaske malen</translation>
    </message>
    <message>
      <source>Paint only over it</source>
      <translation>Nur darüber malen</translation>
    </message>
    <message>
      <source>Paint over every label again</source>
      <translation>Wieder über jedes Label malen</translation>
    </message>
    <message>
      <source>Paint regions on a label layer and put photographs on the shelf: the regions are filled with their material. Over a photograph only what got another label is made anew.</source>
      <translation>Malen Sie Flächen auf eine Label-Ebene und legen Sie Fotos ins Regal: Die Flächen werden mit deren Material gefüllt. Über einem Foto wird nur neu gemacht, was ein anderes Label bekam.</translation>
    </message>
    <message>
      <source>Paint the source</source>
      <translation>Quelle malen</translation>
    </message>
    <message>
      <source>Painted at</source>
      <translation>Gemalt mit</translation>
    </message>
    <message>
      <source>Paints only over “{label}” ✕</source>
      <translation>Malt nur über „{label}“ ✕</translation>
    </message>
    <message>
      <source>Palette</source>
      <translation>Palette</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>Verschieben</translation>
    </message>
    <message>
      <source>Part</source>
      <translation>Teil</translation>
    </message>
    <message>
      <source>Parts of {name} to use</source>
      <translation>Verwendete Teile von {name}</translation>
    </message>
    <message>
      <source>Paste</source>
      <translation>Einfügen</translation>
    </message>
    <message>
      <source>Paste as new picture</source>
      <translation>Als neues Bild einfügen</translation>
    </message>
    <message>
      <source>Patch</source>
      <translation>Flicken</translation>
    </message>
    <message>
      <source>Pattern</source>
      <translation>Muster</translation>
    </message>
    <message>
      <source>Pattern fill</source>
      <translation>Musterfüllung</translation>
    </message>
    <message>
      <source>Pdf</source>
      <translation>PDF</translation>
    </message>
    <message>
      <source>Pentimento</source>
      <translation>Pentimento</translation>
    </message>
    <message>
      <source>Perceptual</source>
      <translation>Wahrnehmungsgetreu</translation>
    </message>
    <message>
      <source>Performance</source>
      <translation>Leistung</translation>
    </message>
    <message>
      <source>Person</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>Photo</source>
      <translation>Foto</translation>
    </message>
    <message>
      <source>Photographs without a label map are labelled by a first guess</source>
      <translation>Fotos ohne Label-Karte werden nach einer ersten Vermutung mit Labels versehen</translation>
    </message>
    <message>
      <source>Photos keep their colours, their 16 bits and their date.</source>
      <translation>Fotos behalten ihre Farben, ihre 16 Bit und ihr Datum.</translation>
    </message>
    <message>
      <source>Photoshop</source>
      <translation>Photoshop</translation>
    </message>
    <message>
      <source>Pick the layer</source>
      <translation>Ebene aufnehmen</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Picture is</source>
      <translation>Das Bild ist</translation>
    </message>
    <message>
      <source>Picture of</source>
      <translation>Bild von</translation>
    </message>
    <message>
      <source>Pin light</source>
      <translation>Punktuelles Licht</translation>
    </message>
    <message>
      <source>Pinker to the right, greener to the left</source>
      <translation>Rosiger nach rechts, grüner nach links</translation>
    </message>
    <message>
      <source>Pixel layer</source>
      <translation>Pixelebene</translation>
    </message>
    <message>
      <source>Places on the thing as x,y pairs: “120,80 300,95” in pixels, or “50%,40%”</source>
      <translation>Stellen auf dem Ding als x,y-Paare: „120,80 300,95“ in Pixeln oder „50%,40%“</translation>
    </message>
    <message>
      <source>Places that do not belong to the thing, written like the points</source>
      <translation>Stellen, die nicht zum Ding gehören, geschrieben wie die Punkte</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>Punkte</translation>
    </message>
    <message>
      <source>Points of the curve of all channels: what goes in, what comes out, from 0 to 1</source>
      <translation>Punkte der Kurve aller Kanäle: was hineingeht, was herauskommt, von 0 bis 1</translation>
    </message>
    <message>
      <source>Points of the curve of blue: what goes in, what comes out, from 0 to 1</source>
      <translation>Punkte der Kurve von Blau: was hineingeht, was herauskommt, von 0 bis 1</translation>
    </message>
    <message>
      <source>Points of the curve of green: what goes in, what comes out, from 0 to 1</source>
      <translation>Punkte der Kurve von Grün: was hineingeht, was herauskommt, von 0 bis 1</translation>
    </message>
    <message>
      <source>Points of the curve of red: what goes in, what comes out, from 0 to 1</source>
      <translation>Punkte der Kurve von Rot: was hineingeht, was herauskommt, von 0 bis 1</translation>
    </message>
    <message>
      <source>Poisson blend: takes the last step of colour out of the border</source>
      <translation>Poisson-Blende: nimmt die letzte Farbstufe aus dem Rand</translation>
    </message>
    <message>
      <source>Polygon</source>
      <translation>Polygon</translation>
    </message>
    <message>
      <source>Polygon lasso</source>
      <translation>Polygonlasso</translation>
    </message>
    <message>
      <source>Portrait</source>
      <translation>Porträt</translation>
    </message>
    <message>
      <source>Posterise</source>
      <translation>Tontrennung</translation>
    </message>
    <message>
      <source>Posterise…</source>
      <translation>Tontrennung…</translation>
    </message>
    <message>
      <source>Preferences</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Preferences &gt; Performance says how much memory undo may take.</source>
      <translation>Einstellungen &gt; Leistung sagt, wie viel Speicher das Rückgängigmachen nehmen darf.</translation>
    </message>
    <message>
      <source>Preferences…</source>
      <translation>Einstellungen…</translation>
    </message>
    <message>
      <source>Press a key</source>
      <translation>Taste drücken</translation>
    </message>
    <message>
      <source>Press a picture below: yours is painted in its manner. Ctrl+click mixes two. With a selection only that is painted.</source>
      <translation>Unten auf ein Bild klicken: Ihres wird in seiner Art gemalt. Strg+Klick mischt zwei. Mit einer Auswahl wird nur sie gemalt.</translation>
    </message>
    <message>
      <source>Press the new key for “{action}”.</source>
      <translation>Die neue Taste für „{action}“ drücken.</translation>
    </message>
    <message>
      <source>Press the one to mix; X swaps them, D is black and white</source>
      <translation>Auf die klicken, die gemischt werden soll; X tauscht sie, D ist Schwarz und Weiß</translation>
    </message>
    <message>
      <source>Press where the picture should be neutral grey.</source>
      <translation>Klicken, wo das Bild neutral grau sein soll.</translation>
    </message>
    <message>
      <source>Pressing the pen harder makes the brush larger</source>
      <translation>Festeres Drücken macht den Pinsel größer</translation>
    </message>
    <message>
      <source>Pressing the pen harder makes the stroke stronger</source>
      <translation>Festeres Drücken macht den Strich stärker</translation>
    </message>
    <message>
      <source>Pressure to flow</source>
      <translation>Druck auf Fluss</translation>
    </message>
    <message>
      <source>Pressure to opacity</source>
      <translation>Druck auf Deckkraft</translation>
    </message>
    <message>
      <source>Pressure to size</source>
      <translation>Druck auf Größe</translation>
    </message>
    <message>
      <source>Preview the middle of the view</source>
      <translation>Vorschau der Bildmitte</translation>
    </message>
    <message>
      <source>Previous label</source>
      <translation>Voriges Label</translation>
    </message>
    <message>
      <source>Previous versions kept by a save</source>
      <translation>Frühere Fassungen, die beim Speichern bleiben</translation>
    </message>
    <message>
      <source>Profile</source>
      <translation>Profil</translation>
    </message>
    <message>
      <source>Progress of Expand</source>
      <translation>Fortschritt von Erweitern</translation>
    </message>
    <message>
      <source>Progress of Remove</source>
      <translation>Fortschritt von Entfernen</translation>
    </message>
    <message>
      <source>Progress of Style</source>
      <translation>Fortschritt von Stil</translation>
    </message>
    <message>
      <source>Progress of Upscale</source>
      <translation>Fortschritt von Vergrößern</translation>
    </message>
    <message>
      <source>Progress of the running job</source>
      <translation>Fortschritt des laufenden Auftrags</translation>
    </message>
    <message>
      <source>Progress of {job}</source>
      <translation>Fortschritt von {job}</translation>
    </message>
    <message>
      <source>Properties</source>
      <translation>Eigenschaften</translation>
    </message>
    <message>
      <source>Properties dock</source>
      <translation>Dock „Eigenschaften“</translation>
    </message>
    <message>
      <source>Pulls tones away from the middle grey, or towards it</source>
      <translation>Zieht Töne vom mittleren Grau weg oder zu ihm hin</translation>
    </message>
    <message>
      <source>Pure black and white</source>
      <translation>Reines Schwarz und Weiß</translation>
    </message>
    <message>
      <source>Put the docks back in order</source>
      <translation>Docks wieder ordnen</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>Qualität</translation>
    </message>
    <message>
      <source>Quick mask</source>
      <translation>Schnellmaske</translation>
    </message>
    <message>
      <source>Quick mask: white selects, black deselects. Q ends it.</source>
      <translation>Schnellmaske: Weiß wählt aus, Schwarz wählt ab. Q beendet sie.</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>RGB</source>
      <translation>RGB</translation>
    </message>
    <message>
      <source>Radial</source>
      <translation>Radial</translation>
    </message>
    <message>
      <source>Radius</source>
      <translation>Radius</translation>
    </message>
    <message>
      <source>Range</source>
      <translation>Bereich</translation>
    </message>
    <message>
      <source>Ratio</source>
      <translation>Verhältnis</translation>
    </message>
    <message>
      <source>Read again</source>
      <translation>Neu lesen</translation>
    </message>
    <message>
      <source>Recent</source>
      <translation>Zuletzt</translation>
    </message>
    <message>
      <source>Recent colours</source>
      <translation>Letzte Farben</translation>
    </message>
    <message>
      <source>Rectangle</source>
      <translation>Rechteck</translation>
    </message>
    <message>
      <source>Red</source>
      <translation>Rot</translation>
    </message>
    <message>
      <source>Red label</source>
      <translation>Rote Markierung</translation>
    </message>
    <message>
      <source>Red, green, blue</source>
      <translation>Rot, Grün, Blau</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <source>Reds</source>
      <translation>Rottöne</translation>
    </message>
    <message>
      <source>Reds: hue</source>
      <translation>Rottöne: Farbton</translation>
    </message>
    <message>
      <source>Reds: lightness</source>
      <translation>Rottöne: Helligkeit</translation>
    </message>
    <message>
      <source>Reds: saturation</source>
      <translation>Rottöne: Sättigung</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>Referenz</translation>
    </message>
    <message>
      <source>References</source>
      <translation>Referenzen</translation>
    </message>
    <message>
      <source>References dock</source>
      <translation>Dock „Referenzen“</translation>
    </message>
    <message>
      <source>Reflected</source>
      <translation>Gespiegelt</translation>
    </message>
    <message>
      <source>Relative colorimetric</source>
      <translation>Relativ farbmetrisch</translation>
    </message>
    <message>
      <source>Relative keeps every colour that fits; perceptual keeps their distances</source>
      <translation>„Relativ“ behält jede Farbe, die passt; „wahrnehmungsgetreu“ behält ihre Abstände</translation>
    </message>
    <message>
      <source>Remember where the pad stands</source>
      <translation>Merken, wo das Feld steht</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Remove all guides</source>
      <translation>Alle Hilfslinien entfernen</translation>
    </message>
    <message>
      <source>Remove and expand</source>
      <translation>Entfernen und erweitern</translation>
    </message>
    <message>
      <source>Remove background</source>
      <translation>Hintergrund entfernen</translation>
    </message>
    <message>
      <source>Remove background of a portrait</source>
      <translation>Hintergrund eines Porträts entfernen</translation>
    </message>
    <message>
      <source>Remove label</source>
      <translation>Label entfernen</translation>
    </message>
    <message>
      <source>Remove layer</source>
      <translation>Ebene entfernen</translation>
    </message>
    <message>
      <source>Remove layers</source>
      <translation>Ebenen entfernen</translation>
    </message>
    <message>
      <source>Remove shapes</source>
      <translation>Formen löschen</translation>
    </message>
    <message>
      <source>Remove the label in the hand</source>
      <translation>Das gewählte Label entfernen</translation>
    </message>
    <message>
      <source>Remove the layer mask</source>
      <translation>Ebenenmaske entfernen</translation>
    </message>
    <message>
      <source>Remove, draft quality</source>
      <translation>Entfernen, als Entwurf</translation>
    </message>
    <message>
      <source>Rename a snapshot…</source>
      <translation>Schnappschuss umbenennen…</translation>
    </message>
    <message>
      <source>Rename layer</source>
      <translation>Ebene umbenennen</translation>
    </message>
    <message>
      <source>Rename…</source>
      <translation>Umbenennen…</translation>
    </message>
    <message>
      <source>Repeat the last</source>
      <translation>Letztes wiederholen</translation>
    </message>
    <message>
      <source>Replace</source>
      <translation>Ersetzen</translation>
    </message>
    <message>
      <source>Reselect</source>
      <translation>Erneut auswählen</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <source>Reset all</source>
      <translation>Alle zurücksetzen</translation>
    </message>
    <message>
      <source>Reset this page</source>
      <translation>Diese Seite zurücksetzen</translation>
    </message>
    <message>
      <source>Resize canvas</source>
      <translation>Leinwandgröße ändern</translation>
    </message>
    <message>
      <source>Resolution</source>
      <translation>Auflösung</translation>
    </message>
    <message>
      <source>Restore</source>
      <translation>Wiederherstellen</translation>
    </message>
    <message>
      <source>Restore a snapshot…</source>
      <translation>Schnappschuss wiederherstellen…</translation>
    </message>
    <message>
      <source>Result is</source>
      <translation>Das Ergebnis ist</translation>
    </message>
    <message>
      <source>Reverse</source>
      <translation>Umgekehrt</translation>
    </message>
    <message>
      <source>Right</source>
      <translation>Rechts</translation>
    </message>
    <message>
      <source>Right button</source>
      <translation>Rechte Taste</translation>
    </message>
    <message>
      <source>Rotate by 180°</source>
      <translation>Um 180° drehen</translation>
    </message>
    <message>
      <source>Rotate layer by 180°</source>
      <translation>Ebene um 180° drehen</translation>
    </message>
    <message>
      <source>Rotate layer left</source>
      <translation>Ebene nach links drehen</translation>
    </message>
    <message>
      <source>Rotate layer right</source>
      <translation>Ebene nach rechts drehen</translation>
    </message>
    <message>
      <source>Rotate left</source>
      <translation>Nach links drehen</translation>
    </message>
    <message>
      <source>Rotate right</source>
      <translation>Nach rechts drehen</translation>
    </message>
    <message>
      <source>Rotate…</source>
      <translation>Drehen…</translation>
    </message>
    <message>
      <source>Round</source>
      <translation>Rund</translation>
    </message>
    <message>
      <source>Roundness</source>
      <translation>Rundheit</translation>
    </message>
    <message>
      <source>Rounds</source>
      <translation>Durchgänge</translation>
    </message>
    <message>
      <source>Rulers</source>
      <translation>Lineale</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>Starten</translation>
    </message>
    <message>
      <source>Run a generator first.</source>
      <translation>Zuerst einen Generator starten.</translation>
    </message>
    <message>
      <source>Run after each stroke</source>
      <translation>Nach jedem Strich starten</translation>
    </message>
    <message>
      <source>Run again</source>
      <translation>Erneut starten</translation>
    </message>
    <message>
      <source>Running</source>
      <translation>Läuft</translation>
    </message>
    <message>
      <source>Runs the colours the other way</source>
      <translation>Lässt die Farben andersherum laufen</translation>
    </message>
    <message>
      <source>Sample</source>
      <translation>Aufnehmen</translation>
    </message>
    <message>
      <source>Sample size</source>
      <translation>Aufnahmegröße</translation>
    </message>
    <message>
      <source>Sampling</source>
      <translation>Abtastung</translation>
    </message>
    <message>
      <source>Saturate</source>
      <translation>Sättigen</translation>
    </message>
    <message>
      <source>Saturation</source>
      <translation>Sättigung</translation>
    </message>
    <message>
      <source>Saturation and value</source>
      <translation>Sättigung und Wert</translation>
    </message>
    <message>
      <source>Saturation to the right, value upwards; arrow keys step</source>
      <translation>Sättigung nach rechts, Wert nach oben; Pfeiltasten gehen schrittweise</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <source>Save as…</source>
      <translation>Speichern unter…</translation>
    </message>
    <message>
      <source>Save incremental version</source>
      <translation>Nächste Fassung speichern</translation>
    </message>
    <message>
      <source>Save selection</source>
      <translation>Auswahl speichern</translation>
    </message>
    <message>
      <source>Save selection…</source>
      <translation>Auswahl speichern…</translation>
    </message>
    <message>
      <source>Scatter</source>
      <translation>Streuung</translation>
    </message>
    <message>
      <source>Screen</source>
      <translation>Negativ multiplizieren</translation>
    </message>
    <message>
      <source>Scroll Left</source>
      <translation>Nach links rollen</translation>
    </message>
    <message>
      <source>Scroll Right</source>
      <translation>Nach rechts rollen</translation>
    </message>
    <message>
      <source>Search for a command</source>
      <translation>Befehl suchen</translation>
    </message>
    <message>
      <source>Search labels</source>
      <translation>Labels suchen</translation>
    </message>
    <message>
      <source>See before</source>
      <translation>Vorher sehen</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startzahl</translation>
    </message>
    <message>
      <source>Segments</source>
      <translation>Abschnitte</translation>
    </message>
    <message>
      <source>Select</source>
      <translation>Auswahl</translation>
    </message>
    <message>
      <source>Select a label</source>
      <translation>Label auswählen</translation>
    </message>
    <message>
      <source>Select all</source>
      <translation>Alles auswählen</translation>
    </message>
    <message>
      <source>Select it</source>
      <translation>Auswählen</translation>
    </message>
    <message>
      <source>Select object</source>
      <translation>Objekt auswählen</translation>
    </message>
    <message>
      <source>Select something first.</source>
      <translation>Zuerst etwas auswählen.</translation>
    </message>
    <message>
      <source>Select subject</source>
      <translation>Motiv auswählen</translation>
    </message>
    <message>
      <source>Select the label</source>
      <translation>Label auswählen</translation>
    </message>
    <message>
      <source>Selections</source>
      <translation>Auswahlen</translation>
    </message>
    <message>
      <source>Selections dock</source>
      <translation>Dock „Auswahlen“</translation>
    </message>
    <message>
      <source>Selections that you save stay here with the picture.</source>
      <translation>Gespeicherte Auswahlen bleiben hier beim Bild.</translation>
    </message>
    <message>
      <source>Set black, white and the middle by the histogram</source>
      <translation>Schwarz, Weiß und Mitte am Histogramm setzen</translation>
    </message>
    <message>
      <source>Set how far at least one side should grow.</source>
      <translation>Festlegen, wie weit mindestens eine Seite wachsen soll.</translation>
    </message>
    <message>
      <source>Set of keys</source>
      <translation>Tastensatz</translation>
    </message>
    <message>
      <source>Shadows</source>
      <translation>Tiefen</translation>
    </message>
    <message>
      <source>Shape</source>
      <translation>Form</translation>
    </message>
    <message>
      <source>Shapes</source>
      <translation>Formen</translation>
    </message>
    <message>
      <source>Shares</source>
      <translation>Anteile</translation>
    </message>
    <message>
      <source>Sharpen</source>
      <translation>Schärfen</translation>
    </message>
    <message>
      <source>Sharpen…</source>
      <translation>Schärfen…</translation>
    </message>
    <message>
      <source>Shear</source>
      <translation>Scherung</translation>
    </message>
    <message>
      <source>Shift, across</source>
      <translation>Versatz, waagerecht</translation>
    </message>
    <message>
      <source>Shift, down</source>
      <translation>Versatz, senkrecht</translation>
    </message>
    <message>
      <source>Show all jobs</source>
      <translation>Alle Aufträge zeigen</translation>
    </message>
    <message>
      <source>Show label</source>
      <translation>Label einblenden</translation>
    </message>
    <message>
      <source>Show labels as contours</source>
      <translation>Labels als Konturen zeigen</translation>
    </message>
    <message>
      <source>Show layer</source>
      <translation>Ebene zeigen</translation>
    </message>
    <message>
      <source>Show layer mask</source>
      <translation>Ebenenmaske zeigen</translation>
    </message>
    <message>
      <source>Show or hide layer</source>
      <translation>Ebene zeigen oder verbergen</translation>
    </message>
    <message>
      <source>Show the docks</source>
      <translation>Docks zeigen</translation>
    </message>
    <message>
      <source>Show the folder</source>
      <translation>Ordner zeigen</translation>
    </message>
    <message>
      <source>Show the log…</source>
      <translation>Protokoll zeigen…</translation>
    </message>
    <message>
      <source>Show the mask</source>
      <translation>Maske zeigen</translation>
    </message>
    <message>
      <source>Show the panels</source>
      <translation>Bereiche zeigen</translation>
    </message>
    <message>
      <source>Show the sum</source>
      <translation>Summe zeigen</translation>
    </message>
    <message>
      <source>Show this layer alone</source>
      <translation>Nur diese Ebene zeigen</translation>
    </message>
    <message>
      <source>Show {part}</source>
      <translation>{part} zeigen</translation>
    </message>
    <message>
      <source>Shows a small part at the size that it would get, before and after</source>
      <translation>Zeigt einen kleinen Teil in der Größe, die er bekäme, vorher und nachher</translation>
    </message>
    <message>
      <source>Shrink…</source>
      <translation>Verkleinern…</translation>
    </message>
    <message>
      <source>Similar colours</source>
      <translation>Ähnliche Farben</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>Size and language come with the next start, all else at once.</source>
      <translation>Größe und Sprache gelten ab dem nächsten Start, alles andere sofort.</translation>
    </message>
    <message>
      <source>Size of text and controls</source>
      <translation>Größe von Text und Bedienelementen</translation>
    </message>
    <message>
      <source>Small</source>
      <translation>Klein</translation>
    </message>
    <message>
      <source>Smaller brush</source>
      <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
      <source>Smaller differences, like grain, stay as they are; in levels of 255</source>
      <translation>Kleinere Unterschiede, wie Korn, bleiben, wie sie sind; in Stufen von 255</translation>
    </message>
    <message>
      <source>Smooth edge</source>
      <translation>Glatter Rand</translation>
    </message>
    <message>
      <source>Smoothness</source>
      <translation>Glätte</translation>
    </message>
    <message>
      <source>Smooth…</source>
      <translation>Glätten…</translation>
    </message>
    <message>
      <source>Smudge</source>
      <translation>Verwischen</translation>
    </message>
    <message>
      <source>Snap</source>
      <translation>Einrasten</translation>
    </message>
    <message>
      <source>Snap to guides</source>
      <translation>An Hilfslinien einrasten</translation>
    </message>
    <message>
      <source>Snap to layers</source>
      <translation>An Ebenen einrasten</translation>
    </message>
    <message>
      <source>Snap to the canvas</source>
      <translation>An der Leinwand einrasten</translation>
    </message>
    <message>
      <source>Snap to the grid</source>
      <translation>Am Raster einrasten</translation>
    </message>
    <message>
      <source>Snapshots</source>
      <translation>Schnappschüsse</translation>
    </message>
    <message>
      <source>Soft</source>
      <translation>Weich</translation>
    </message>
    <message>
      <source>Soft light</source>
      <translation>Weiches Licht</translation>
    </message>
    <message>
      <source>Soften the border</source>
      <translation>Rand weicher machen</translation>
    </message>
    <message>
      <source>Soften the steps of the edge over one pixel</source>
      <translation>Glättet die Stufen des Randes über ein Pixel</translation>
    </message>
    <message>
      <source>Softens the edge of what is drawn</source>
      <translation>Macht den Rand des Gezeichneten weicher</translation>
    </message>
    <message>
      <source>Softer brush</source>
      <translation>Weicherer Pinsel</translation>
    </message>
    <message>
      <source>Softer, by a gaussian</source>
      <translation>Weicher, durch eine Gaußkurve</translation>
    </message>
    <message>
      <source>Something else is still being worked on: wait until it is done.</source>
      <translation>An etwas anderem wird noch gearbeitet: warten, bis es fertig ist.</translation>
    </message>
    <message>
      <source>Space added between letters, in thousandths of the size</source>
      <translation>Zusätzlicher Raum zwischen Buchstaben, in Tausendsteln der Größe</translation>
    </message>
    <message>
      <source>Space drag, middle drag</source>
      <translation>Leer- oder Mitteltaste</translation>
    </message>
    <message>
      <source>Spacing</source>
      <translation>Abstand</translation>
    </message>
    <message>
      <source>Speckle</source>
      <translation>Sprenkel</translation>
    </message>
    <message>
      <source>Spread</source>
      <translation>Streuung</translation>
    </message>
    <message>
      <source>Spread labels</source>
      <translation>Labels ausbreiten</translation>
    </message>
    <message>
      <source>Spread labels over the picture</source>
      <translation>Labels über das Bild ausbreiten</translation>
    </message>
    <message>
      <source>Square</source>
      <translation>Eckig</translation>
    </message>
    <message>
      <source>Stand at like, without less, with more of: three examples of each are best</source>
      <translation>Zum Wie gehen, ohne das Ohne, mit dem Dazu: am besten drei Beispiele für jedes</translation>
    </message>
    <message>
      <source>Stand there</source>
      <translation>Dorthin gehen</translation>
    </message>
    <message>
      <source>Steadiness</source>
      <translation>Ruhe</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <source>Stop (Esc)</source>
      <translation>Anhalten (Esc)</translation>
    </message>
    <message>
      <source>Stop all jobs</source>
      <translation>Alle Aufträge anhalten</translation>
    </message>
    <message>
      <source>Stop looking for it</source>
      <translation>Suche danach anhalten</translation>
    </message>
    <message>
      <source>Stop the running job</source>
      <translation>Laufenden Auftrag anhalten</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Angehalten</translation>
    </message>
    <message>
      <source>Straighten</source>
      <translation>Gerade richten</translation>
    </message>
    <message>
      <source>Straighten the view</source>
      <translation>Ansicht gerade richten</translation>
    </message>
    <message>
      <source>Strength</source>
      <translation>Stärke</translation>
    </message>
    <message>
      <source>Strengthen weak colours, spare skin</source>
      <translation>Schwache Farben verstärken, Haut schonen</translation>
    </message>
    <message>
      <source>Strengthens all colours alike, as far as none is cut off</source>
      <translation>Verstärkt alle Farben gleich, soweit keine abgeschnitten wird</translation>
    </message>
    <message>
      <source>Strengthens weak colours most, and skin only half as much</source>
      <translation>Verstärkt schwache Farben am meisten und Haut nur halb so sehr</translation>
    </message>
    <message>
      <source>Stripes</source>
      <translation>Streifen</translation>
    </message>
    <message>
      <source>Strokes are written to the recovery journal every second, so that a crash costs at most the last of them. Nothing has to be set for it.</source>
      <translation>Striche werden jede Sekunde in das Wiederherstellungsprotokoll geschrieben, sodass ein Absturz höchstens die letzten kostet. Dafür muss nichts eingestellt werden.</translation>
    </message>
    <message>
      <source>Style</source>
      <translation>Stil</translation>
    </message>
    <message>
      <source>Style of it</source>
      <translation>Stil daraus</translation>
    </message>
    <message>
      <source>Style size</source>
      <translation>Stilgröße</translation>
    </message>
    <message>
      <source>Style {name}</source>
      <translation>Stil {name}</translation>
    </message>
    <message>
      <source>Subject</source>
      <translation>Motiv</translation>
    </message>
    <message>
      <source>Subtract</source>
      <translation>Abziehen</translation>
    </message>
    <message>
      <source>Subtract it from the selection</source>
      <translation>Von der Auswahl abziehen</translation>
    </message>
    <message>
      <source>Subtract it from what is selected</source>
      <translation>Von der Auswahl abziehen</translation>
    </message>
    <message>
      <source>Superpixels</source>
      <translation>Superpixel</translation>
    </message>
    <message>
      <source>Svg</source>
      <translation>SVG</translation>
    </message>
    <message>
      <source>Swap labels</source>
      <translation>Labels tauschen</translation>
    </message>
    <message>
      <source>Swap the colours</source>
      <translation>Farben tauschen</translation>
    </message>
    <message>
      <source>Swap the colours (X)</source>
      <translation>Farben tauschen (X)</translation>
    </message>
    <message>
      <source>Swap the colours, or mask brush and eraser</source>
      <translation>Farben tauschen, oder Maskenpinsel und Maskenradierer</translation>
    </message>
    <message>
      <source>Swap the label and unlabelled</source>
      <translation>Label und ohne Label tauschen</translation>
    </message>
    <message>
      <source>Swap with</source>
      <translation>Tauschen mit</translation>
    </message>
    <message>
      <source>System</source>
      <translation>System</translation>
    </message>
    <message>
      <source>Take</source>
      <translation>Nehmen</translation>
    </message>
    <message>
      <source>Take a brush in hand first.</source>
      <translation>Zuerst einen Pinsel in die Hand nehmen.</translation>
    </message>
    <message>
      <source>Take a snapshot</source>
      <translation>Schnappschuss machen</translation>
    </message>
    <message>
      <source>Take it</source>
      <translation>Nehmen</translation>
    </message>
    <message>
      <source>Take material mirrored as well: twice as much, for small references</source>
      <translation>Material auch gespiegelt nehmen: doppelt so viel, für kleine Referenzen</translation>
    </message>
    <message>
      <source>Take off the shelf</source>
      <translation>Von der Ablage nehmen</translation>
    </message>
    <message>
      <source>Take the style away from {part}</source>
      <translation>Den Stil von {part} wegnehmen</translation>
    </message>
    <message>
      <source>Takes the tremble out of the line; the line then follows a little later</source>
      <translation>Nimmt das Zittern aus der Linie; sie folgt dann etwas später</translation>
    </message>
    <message>
      <source>Tear off {dock}</source>
      <translation>{dock} abreißen</translation>
    </message>
    <message>
      <source>Temperature</source>
      <translation>Temperatur</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>Text layer</source>
      <translation>Textebene</translation>
    </message>
    <message>
      <source>Texture</source>
      <translation>Textur</translation>
    </message>
    <message>
      <source>The chosen kept points, three at most, are what the sum begins with</source>
      <translation>Mit den gewählten behaltenen Punkten, höchstens drei, beginnt die Summe</translation>
    </message>
    <message>
      <source>The clicked colour is the mean of this many pixels</source>
      <translation>Die angeklickte Farbe ist das Mittel so vieler Pixel</translation>
    </message>
    <message>
      <source>The clipboard holds no picture.</source>
      <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
      <source>The colour</source>
      <translation>Die Farbe</translation>
    </message>
    <message>
      <source>The colour between the shapes</source>
      <translation>Die Farbe zwischen den Formen</translation>
    </message>
    <message>
      <source>The colour is the mean of this many pixels</source>
      <translation>Die Farbe ist das Mittel so vieler Pixel</translation>
    </message>
    <message>
      <source>The colours and their places along the gradient</source>
      <translation>Die Farben und ihre Stellen entlang des Verlaufs</translation>
    </message>
    <message>
      <source>The darkest stays the darkest</source>
      <translation>Das Dunkelste bleibt das Dunkelste</translation>
    </message>
    <message>
      <source>The form of one dab</source>
      <translation>Die Form eines Tupfers</translation>
    </message>
    <message>
      <source>The greys around the picture; changes at once</source>
      <translation>Die Grautöne um das Bild; gilt sofort</translation>
    </message>
    <message>
      <source>The height of a fixed frame, or the second number of the ratio</source>
      <translation>Die Höhe eines festen Rahmens oder die zweite Zahl des Verhältnisses</translation>
    </message>
    <message>
      <source>The hue of blues alone, on top of what all colours get</source>
      <translation>Der Farbton der Blautöne allein, zusätzlich zu dem aller Farben</translation>
    </message>
    <message>
      <source>The hue of cyans alone, on top of what all colours get</source>
      <translation>Der Farbton der Cyantöne allein, zusätzlich zu dem aller Farben</translation>
    </message>
    <message>
      <source>The hue of greens alone, on top of what all colours get</source>
      <translation>Der Farbton der Grüntöne allein, zusätzlich zu dem aller Farben</translation>
    </message>
    <message>
      <source>The hue of magentas alone, on top of what all colours get</source>
      <translation>Der Farbton der Magentatöne allein, zusätzlich zu dem aller Farben</translation>
    </message>
    <message>
      <source>The hue of reds alone, on top of what all colours get</source>
      <translation>Der Farbton der Rottöne allein, zusätzlich zu dem aller Farben</translation>
    </message>
    <message>
      <source>The hue of the tint</source>
      <translation>Der Farbton der Tönung</translation>
    </message>
    <message>
      <source>The hue of yellows alone, on top of what all colours get</source>
      <translation>Der Farbton der Gelbtöne allein, zusätzlich zu dem aller Farben</translation>
    </message>
    <message>
      <source>The labels are being spread over the picture.</source>
      <translation>Die Labels werden über das Bild ausgebreitet.</translation>
    </message>
    <message>
      <source>The larger picture is open; the other one is as it was.</source>
      <translation>Das größere Bild ist geöffnet; das andere ist, wie es war.</translation>
    </message>
    <message>
      <source>The last session ended with a fault of the program.</source>
      <translation>Die letzte Sitzung endete mit einem Fehler des Programms.</translation>
    </message>
    <message>
      <source>The last session ended without warning. Your work is still here.</source>
      <translation>Die letzte Sitzung endete ohne Vorwarnung. Ihre Arbeit ist noch da.</translation>
    </message>
    <message>
      <source>The layer has no mask.</source>
      <translation>Die Ebene hat keine Maske.</translation>
    </message>
    <message>
      <source>The lightness of blues alone, on top of what all colours get</source>
      <translation>Die Helligkeit der Blautöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The lightness of cyans alone, on top of what all colours get</source>
      <translation>Die Helligkeit der Cyantöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The lightness of greens alone, on top of what all colours get</source>
      <translation>Die Helligkeit der Grüntöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The lightness of magentas alone, on top of what all colours get</source>
      <translation>Die Helligkeit der Magentatöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The lightness of reds alone, on top of what all colours get</source>
      <translation>Die Helligkeit der Rottöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The lightness of yellows alone, on top of what all colours get</source>
      <translation>Die Helligkeit der Gelbtöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The longest side that gram works at; larger selections are covered by its tile</source>
      <translation>Die längste Seite, an der Gram arbeitet; größere Auswahlen werden mit seiner Kachel bedeckt</translation>
    </message>
    <message>
      <source>The longest side that the optimised method works at; its result is brought to the picture's size</source>
      <translation>Die längste Seite, an der das optimierende Verfahren arbeitet; sein Ergebnis wird auf die Größe des Bildes gebracht</translation>
    </message>
    <message>
      <source>The negative</source>
      <translation>Das Negativ</translation>
    </message>
    <message>
      <source>The pattern's colour</source>
      <translation>Die Farbe des Musters</translation>
    </message>
    <message>
      <source>The picture becomes a label layer: sky, water, trees and so on. Correct it with the label brush, then let a photo be made of it.</source>
      <translation>Das Bild wird zu einer Label-Ebene: Himmel, Wasser, Bäume und so weiter. Bessern Sie sie mit dem Label-Pinsel aus und lassen Sie dann ein Foto daraus machen.</translation>
    </message>
    <message>
      <source>The picture becomes larger and stays sharp; drag the line to compare.</source>
      <translation>Das Bild wird größer und bleibt scharf; zum Vergleichen die Linie ziehen.</translation>
    </message>
    <message>
      <source>The picture becomes shapes that can be edited and stay sharp at any size. Stop at any layer: what is found so far is kept. With a selection only that is turned.</source>
      <translation>Das Bild wird zu Formen, die sich bearbeiten lassen und in jeder Größe scharf bleiben. Halte bei jeder Ebene an: was gefunden ist, bleibt. Mit einer Auswahl wird nur diese umgewandelt.</translation>
    </message>
    <message>
      <source>The picture changed meanwhile: adjust it once more.</source>
      <translation>Das Bild hat sich inzwischen geändert: noch einmal anpassen.</translation>
    </message>
    <message>
      <source>The picture has one layer only.</source>
      <translation>Das Bild hat nur eine Ebene.</translation>
    </message>
    <message>
      <source>The picture in front has no vector layers: make some first.</source>
      <translation>Das vordere Bild hat keine Vektorebenen: mache zuerst welche.</translation>
    </message>
    <message>
      <source>The picture was changed meanwhile, so nothing was done: try again.</source>
      <translation>Das Bild wurde inzwischen geändert, deshalb wurde nichts getan: noch einmal versuchen.</translation>
    </message>
    <message>
      <source>The picture was changed meanwhile; convert it again.</source>
      <translation>Das Bild wurde inzwischen geändert; noch einmal umwandeln.</translation>
    </message>
    <message>
      <source>The saturation of blues alone, on top of what all colours get</source>
      <translation>Die Sättigung der Blautöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The saturation of cyans alone, on top of what all colours get</source>
      <translation>Die Sättigung der Cyantöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The saturation of greens alone, on top of what all colours get</source>
      <translation>Die Sättigung der Grüntöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The saturation of magentas alone, on top of what all colours get</source>
      <translation>Die Sättigung der Magentatöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The saturation of reds alone, on top of what all colours get</source>
      <translation>Die Sättigung der Rottöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The saturation of yellows alone, on top of what all colours get</source>
      <translation>Die Sättigung der Gelbtöne allein, zusätzlich zu der aller Farben</translation>
    </message>
    <message>
      <source>The side of the tile that is repeated</source>
      <translation>Die Seite der Kachel, die wiederholt wird</translation>
    </message>
    <message>
      <source>The step of colour along the border; below 3 nobody sees it.</source>
      <translation>Die Farbstufe entlang des Randes; unter 3 sieht sie niemand.</translation>
    </message>
    <message>
      <source>The steps are forgotten; the picture and its snapshots stay.</source>
      <translation>Die Schritte sind vergessen; das Bild und seine Schnappschüsse bleiben.</translation>
    </message>
    <message>
      <source>The style {name} was learned: choose the method learned to use it.</source>
      <translation>Der Stil {name} ist gelernt: Mit der Methode „Gelernt“ wird er benutzt.</translation>
    </message>
    <message>
      <source>The tip lies as the pen leans</source>
      <translation>Die Spitze liegt, wie der Stift sich neigt</translation>
    </message>
    <message>
      <source>The tones that dodging and burning reach most</source>
      <translation>Die Töne, die Abwedeln und Nachbelichten am stärksten erreichen</translation>
    </message>
    <message>
      <source>The visible picture is on the clipboard.</source>
      <translation>Das sichtbare Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
      <source>The width of a fixed frame, or the first number of the ratio</source>
      <translation>Die Breite eines festen Rahmens oder die erste Zahl des Verhältnisses</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Aussehen</translation>
    </message>
    <message>
      <source>There are no earlier versions: each save keeps the one before it.</source>
      <translation>Es gibt keine früheren Fassungen: jedes Speichern behält die davor.</translation>
    </message>
    <message>
      <source>There are no guides: drag one from a ruler.</source>
      <translation>Es gibt keine Hilfslinien: eine aus einem Lineal ziehen.</translation>
    </message>
    <message>
      <source>There are no steps to forget.</source>
      <translation>Es gibt keine Schritte zu vergessen.</translation>
    </message>
    <message>
      <source>There are no vector layers: make some first.</source>
      <translation>Es gibt keine Vektorebenen: mache zuerst welche.</translation>
    </message>
    <message>
      <source>There is no layer below it.</source>
      <translation>Darunter liegt keine Ebene.</translation>
    </message>
    <message>
      <source>There is no layer to move: add one first.</source>
      <translation>Es gibt keine Ebene zu verschieben: zuerst eine hinzufügen.</translation>
    </message>
    <message>
      <source>There is no other picture open.</source>
      <translation>Es ist kein anderes Bild geöffnet.</translation>
    </message>
    <message>
      <source>There is no result to look at.</source>
      <translation>Es gibt kein Ergebnis zu betrachten.</translation>
    </message>
    <message>
      <source>There is nothing on this layer.</source>
      <translation>Auf dieser Ebene ist nichts.</translation>
    </message>
    <message>
      <source>There is nothing to redo.</source>
      <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
      <source>There is nothing to transform here: choose a layer with pixels.</source>
      <translation>Hier gibt es nichts zu transformieren: eine Ebene mit Pixeln wählen.</translation>
    </message>
    <message>
      <source>There is nothing to trim: the content reaches to every side.</source>
      <translation>Es gibt nichts abzuschneiden: der Inhalt reicht bis an jede Seite.</translation>
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
      <source>They stand beside the file and go when newer ones come</source>
      <translation>Sie liegen neben der Datei und gehen, wenn neuere kommen</translation>
    </message>
    <message>
      <source>Thing</source>
      <translation>Ding</translation>
    </message>
    <message>
      <source>Thirds</source>
      <translation>Drittel</translation>
    </message>
    <message>
      <source>This picture</source>
      <translation>Dieses Bild</translation>
    </message>
    <message>
      <source>Threads for generators</source>
      <translation>Threads für Generatoren</translation>
    </message>
    <message>
      <source>Three, six or twelve hexadecimal digits</source>
      <translation>Drei, sechs oder zwölf hexadezimale Ziffern</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>Threshold…</source>
      <translation>Schwellenwert…</translation>
    </message>
    <message>
      <source>Throw another number</source>
      <translation>Eine andere Zahl würfeln</translation>
    </message>
    <message>
      <source>Throw another seed</source>
      <translation>Eine andere Startzahl würfeln</translation>
    </message>
    <message>
      <source>Throws dabs aside, by up to so many times the size</source>
      <translation>Wirft Tupfer zur Seite, bis zu so vielen Größen weit</translation>
    </message>
    <message>
      <source>Tile side</source>
      <translation>Kachelseite</translation>
    </message>
    <message>
      <source>Tileable</source>
      <translation>Kachelbar</translation>
    </message>
    <message>
      <source>Tilt to flow</source>
      <translation>Neigung auf Fluss</translation>
    </message>
    <message>
      <source>Tilt to opacity</source>
      <translation>Neigung auf Deckkraft</translation>
    </message>
    <message>
      <source>Tilt to size</source>
      <translation>Neigung auf Größe</translation>
    </message>
    <message>
      <source>Tilt turns the tip</source>
      <translation>Neigung dreht die Spitze</translation>
    </message>
    <message>
      <source>Time is learned as it runs</source>
      <translation>Die Zeit wird im Lauf gelernt</translation>
    </message>
    <message>
      <source>Tint</source>
      <translation>Tönung</translation>
    </message>
    <message>
      <source>Tint hue</source>
      <translation>Farbton der Tönung</translation>
    </message>
    <message>
      <source>Tip</source>
      <translation>Spitze</translation>
    </message>
    <message>
      <source>To</source>
      <translation>Bis</translation>
    </message>
    <message>
      <source>To the right</source>
      <translation>Nach rechts</translation>
    </message>
    <message>
      <source>Tolerance</source>
      <translation>Toleranz</translation>
    </message>
    <message>
      <source>Tones</source>
      <translation>Töne</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>Werkzeuge</translation>
    </message>
    <message>
      <source>Tools beside it</source>
      <translation>Werkzeuge daneben</translation>
    </message>
    <message>
      <source>Top</source>
      <translation>Oben</translation>
    </message>
    <message>
      <source>Tracking</source>
      <translation>Laufweite</translation>
    </message>
    <message>
      <source>Transform</source>
      <translation>Transformieren</translation>
    </message>
    <message>
      <source>Transparent</source>
      <translation>Durchsichtig</translation>
    </message>
    <message>
      <source>Trim to content</source>
      <translation>Auf Inhalt zuschneiden</translation>
    </message>
    <message>
      <source>Turn</source>
      <translation>Drehung</translation>
    </message>
    <message>
      <source>Turn into pixels</source>
      <translation>In Pixel umwandeln</translation>
    </message>
    <message>
      <source>Turn into shapes</source>
      <translation>In Formen umwandeln</translation>
    </message>
    <message>
      <source>Turn the shape's hue</source>
      <translation>Farbton der Form drehen</translation>
    </message>
    <message>
      <source>Turn the view left</source>
      <translation>Ansicht nach links drehen</translation>
    </message>
    <message>
      <source>Turn the view right</source>
      <translation>Ansicht nach rechts drehen</translation>
    </message>
    <message>
      <source>Turn, strengthen or lighten colours</source>
      <translation>Farben drehen, verstärken oder aufhellen</translation>
    </message>
    <message>
      <source>Turns all colours around the colour circle</source>
      <translation>Dreht alle Farben auf dem Farbkreis</translation>
    </message>
    <message>
      <source>Turns and shrinks each dab by chance</source>
      <translation>Dreht und verkleinert jeden Tupfer zufällig</translation>
    </message>
    <message>
      <source>Turns the frame; Ctrl and drag along something that should be level or upright</source>
      <translation>Dreht den Rahmen; mit Strg entlang von etwas ziehen, das waagerecht oder senkrecht sein soll</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>Ungroup</source>
      <translation>Gruppierung auflösen</translation>
    </message>
    <message>
      <source>Unlabelled</source>
      <translation>Ohne Label</translation>
    </message>
    <message>
      <source>Unlock label</source>
      <translation>Label entsperren</translation>
    </message>
    <message>
      <source>Upscale</source>
      <translation>Hochskalieren</translation>
    </message>
    <message>
      <source>Upscale with references</source>
      <translation>Mit Referenzen hochskalieren</translation>
    </message>
    <message>
      <source>Use all</source>
      <translation>Alles verwenden</translation>
    </message>
    <message>
      <source>Use nothing</source>
      <translation>Nichts verwenden</translation>
    </message>
    <message>
      <source>Use these parts</source>
      <translation>Diese Teile verwenden</translation>
    </message>
    <message>
      <source>Usual</source>
      <translation>Üblich</translation>
    </message>
    <message>
      <source>Value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <source>Variation</source>
      <translation>Abwandlung</translation>
    </message>
    <message>
      <source>Vector layer</source>
      <translation>Vektorebene</translation>
    </message>
    <message>
      <source>Vector layers</source>
      <translation>Vektorebenen</translation>
    </message>
    <message>
      <source>Versions…</source>
      <translation>Fassungen…</translation>
    </message>
    <message>
      <source>Vibrance</source>
      <translation>Dynamik</translation>
    </message>
    <message>
      <source>Vibrance…</source>
      <translation>Dynamik…</translation>
    </message>
    <message>
      <source>View</source>
      <translation>Ansicht</translation>
    </message>
    <message>
      <source>Violet label</source>
      <translation>Violette Markierung</translation>
    </message>
    <message>
      <source>Vivid light</source>
      <translation>Strahlendes Licht</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <source>Walk the variations</source>
      <translation>Durch die Varianten gehen</translation>
    </message>
    <message>
      <source>Warmer (yellow) to the right, cooler (blue) to the left, in mireds</source>
      <translation>Wärmer (gelb) nach rechts, kühler (blau) nach links, in Mired</translation>
    </message>
    <message>
      <source>Warmer or cooler light, or grey by a pick</source>
      <translation>Wärmeres oder kühleres Licht, oder Grau durch Aufnehmen</translation>
    </message>
    <message>
      <source>Weave</source>
      <translation>Gewebe</translation>
    </message>
    <message>
      <source>What black becomes (all channels)</source>
      <translation>Was aus Schwarz wird (alle Kanäle)</translation>
    </message>
    <message>
      <source>What black becomes (blue)</source>
      <translation>Was aus Schwarz wird (Blau)</translation>
    </message>
    <message>
      <source>What black becomes (green)</source>
      <translation>Was aus Schwarz wird (Grün)</translation>
    </message>
    <message>
      <source>What black becomes (red)</source>
      <translation>Was aus Schwarz wird (Rot)</translation>
    </message>
    <message>
      <source>What dark tones become, on the left, and light ones, on the right</source>
      <translation>Was aus dunklen Tönen wird, links, und aus hellen, rechts</translation>
    </message>
    <message>
      <source>What is as bright as this or brighter becomes the brightest (all channels)</source>
      <translation>Was so hell ist oder heller, wird das Hellste (alle Kanäle)</translation>
    </message>
    <message>
      <source>What is as bright as this or brighter becomes the brightest (blue)</source>
      <translation>Was so hell ist oder heller, wird das Hellste (Blau)</translation>
    </message>
    <message>
      <source>What is as bright as this or brighter becomes the brightest (green)</source>
      <translation>Was so hell ist oder heller, wird das Hellste (Grün)</translation>
    </message>
    <message>
      <source>What is as bright as this or brighter becomes the brightest (red)</source>
      <translation>Was so hell ist oder heller, wird das Hellste (Rot)</translation>
    </message>
    <message>
      <source>What is as bright as this or brighter becomes white, all else black</source>
      <translation>Was so hell ist oder heller, wird weiß, alles andere schwarz</translation>
    </message>
    <message>
      <source>What is as dark as this or darker becomes the darkest (all channels)</source>
      <translation>Was so dunkel ist oder dunkler, wird das Dunkelste (alle Kanäle)</translation>
    </message>
    <message>
      <source>What is as dark as this or darker becomes the darkest (blue)</source>
      <translation>Was so dunkel ist oder dunkler, wird das Dunkelste (Blau)</translation>
    </message>
    <message>
      <source>What is as dark as this or darker becomes the darkest (green)</source>
      <translation>Was so dunkel ist oder dunkler, wird das Dunkelste (Grün)</translation>
    </message>
    <message>
      <source>What is as dark as this or darker becomes the darkest (red)</source>
      <translation>Was so dunkel ist oder dunkler, wird das Dunkelste (Rot)</translation>
    </message>
    <message>
      <source>What is poured</source>
      <translation>Was ausgegossen wird</translation>
    </message>
    <message>
      <source>What is repeated; “picture” is your own tile</source>
      <translation>Was wiederholt wird; „Bild“ ist Ihre eigene Kachel</translation>
    </message>
    <message>
      <source>What is selected of the layer is on the clipboard.</source>
      <translation>Was von der Ebene ausgewählt ist, ist in der Zwischenablage.</translation>
    </message>
    <message>
      <source>What is written</source>
      <translation>Was geschrieben steht</translation>
    </message>
    <message>
      <source>What lies at this point</source>
      <translation>Was an diesem Punkt liegt</translation>
    </message>
    <message>
      <source>What the chosen kept points have in common is added</source>
      <translation>Was die gewählten behaltenen Punkte gemeinsam haben, kommt dazu</translation>
    </message>
    <message>
      <source>What the chosen kept points have in common is taken away</source>
      <translation>Was die gewählten behaltenen Punkte gemeinsam haben, wird weggenommen</translation>
    </message>
    <message>
      <source>What the foreground colour turns into at the end</source>
      <translation>Was am Ende aus der Vordergrundfarbe wird</translation>
    </message>
    <message>
      <source>What the generator sees: the chosen layer alone, or the picture</source>
      <translation>Was der Generator sieht: nur die gewählte Ebene oder das Bild</translation>
    </message>
    <message>
      <source>What the method learned paints in, and learn begins with; auto takes the first</source>
      <translation>Worin die Methode „Gelernt“ malt und womit „Lernen“ beginnt; auto nimmt den ersten</translation>
    </message>
    <message>
      <source>What the numbers of the picture mean from now on</source>
      <translation>Was die Zahlen des Bildes von nun an bedeuten</translation>
    </message>
    <message>
      <source>What the optimised method starts from: the picture, noise, or the fast result</source>
      <translation>Womit das optimierende Verfahren beginnt: mit dem Bild, mit Rauschen oder mit dem schnellen Ergebnis</translation>
    </message>
    <message>
      <source>What the steps hold in memory, and the most they may</source>
      <translation>Was die Schritte im Speicher halten, und höchstens dürfen</translation>
    </message>
    <message>
      <source>What to make of the dropped pictures</source>
      <translation>Was aus den abgelegten Bildern werden soll</translation>
    </message>
    <message>
      <source>What went wrong is written down here and stays on this computer.</source>
      <translation>Was schiefging, steht hier und bleibt auf diesem Rechner.</translation>
    </message>
    <message>
      <source>What white becomes (all channels)</source>
      <translation>Was aus Weiß wird (alle Kanäle)</translation>
    </message>
    <message>
      <source>What white becomes (blue)</source>
      <translation>Was aus Weiß wird (Blau)</translation>
    </message>
    <message>
      <source>What white becomes (green)</source>
      <translation>Was aus Weiß wird (Grün)</translation>
    </message>
    <message>
      <source>What white becomes (red)</source>
      <translation>Was aus Weiß wird (Rot)</translation>
    </message>
    <message>
      <source>What would you like to do?</source>
      <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
      <source>What {layer} shows</source>
      <translation>Was {layer} zeigt</translation>
    </message>
    <message>
      <source>Wheel</source>
      <translation>Rad</translation>
    </message>
    <message>
      <source>Where detail came from</source>
      <translation>Woher Details kamen</translation>
    </message>
    <message>
      <source>Where lines go on below; 0 breaks them only where you do</source>
      <translation>Wo Zeilen unten weitergehen; 0 bricht sie nur, wo Sie es tun</translation>
    </message>
    <message>
      <source>Where the gradient runs to: 0 to the right, 90 downwards</source>
      <translation>Wohin der Verlauf läuft: 0 nach rechts, 90 nach unten</translation>
    </message>
    <message>
      <source>Where the healed pixels go</source>
      <translation>Wohin die reparierten Pixel kommen</translation>
    </message>
    <message>
      <source>Where the middle of the gradient lies, from the left</source>
      <translation>Wo die Mitte des Verlaufs liegt, von links</translation>
    </message>
    <message>
      <source>Where the middle of the gradient lies, from the top</source>
      <translation>Wo die Mitte des Verlaufs liegt, von oben</translation>
    </message>
    <message>
      <source>Where the search begins; the same seed gives the same pixels</source>
      <translation>Wo die Suche beginnt; dieselbe Startzahl gibt dieselben Pixel</translation>
    </message>
    <message>
      <source>Where two styles are mixed: 0 is the first alone, 1 the second alone</source>
      <translation>Wo zwei Stile gemischt werden: 0 ist nur der erste, 1 nur der zweite</translation>
    </message>
    <message>
      <source>Which learned model auto and learned work with: an installed one, or a file of yours in the models folder; auto takes the first that is installed</source>
      <translation>Mit welchem gelernten Modell „Automatisch“ und „Gelernt“ arbeiten: einem installierten oder einer eigenen Datei im Modellordner; „Automatisch“ nimmt das erste installierte</translation>
    </message>
    <message>
      <source>Which learned style the method learned paints in; auto takes the first there is</source>
      <translation>In welchem gelernten Stil das Verfahren „Gelernt“ malt; „Automatisch“ nimmt den ersten vorhandenen</translation>
    </message>
    <message>
      <source>Which network: auto is the compact one, on a graphics card the strong one if it is installed; or one by name, or a file of yours in the models folder</source>
      <translation>Welches Netz: „Automatisch“ ist das kompakte, auf einer Grafikkarte das starke, wenn es installiert ist; oder eines nach Namen oder eine eigene Datei im Modellordner</translation>
    </message>
    <message>
      <source>Which reference a label is taken from, by number: sky=2, water=1; the first that shows it where nothing is said</source>
      <translation>Aus welcher Referenz ein Label genommen wird, nach Nummer: sky=2, water=1; die erste, die es zeigt, wo nichts gesagt ist</translation>
    </message>
    <message>
      <source>Which style of a network that knows several: 7, or 7: 2, 12: 1 to mix them</source>
      <translation>Welcher Stil eines Netzes, das mehrere kennt: 7, oder 7: 2, 12: 1, um sie zu mischen</translation>
    </message>
    <message>
      <source>Which trained generator: auto is the first in the models folder, or one by name</source>
      <translation>Welcher trainierte Generator: auto ist der erste im Modellordner, oder einer mit Namen</translation>
    </message>
    <message>
      <source>White</source>
      <translation>Weiß</translation>
    </message>
    <message>
      <source>White balance</source>
      <translation>Weißabgleich</translation>
    </message>
    <message>
      <source>White balance…</source>
      <translation>Weißabgleich…</translation>
    </message>
    <message>
      <source>Whole</source>
      <translation>Ganz</translation>
    </message>
    <message>
      <source>Whole pixels, tenths or hundredths: finer ones make a larger file</source>
      <translation>Ganze Pixel, Zehntel oder Hundertstel: feinere machen die Datei größer</translation>
    </message>
    <message>
      <source>Widen the mask so that no rim of the object stays</source>
      <translation>Weitet die Maske, damit kein Saum des Objekts bleibt</translation>
    </message>
    <message>
      <source>Width</source>
      <translation>Breite</translation>
    </message>
    <message>
      <source>Width of the line in whole pixels of the picture</source>
      <translation>Breite der Linie in ganzen Pixeln des Bildes</translation>
    </message>
    <message>
      <source>Width of the soft transition outside the mask</source>
      <translation>Breite des weichen Übergangs außerhalb der Maske</translation>
    </message>
    <message>
      <source>Width; below 0 mirrors</source>
      <translation>Breite; unter 0 spiegelt</translation>
    </message>
    <message>
      <source>Without key</source>
      <translation>Ohne Taste</translation>
    </message>
    <message>
      <source>Without one the picture is converted to sRGB, which is what programs then assume</source>
      <translation>Ohne Profil wird das Bild in sRGB umgewandelt, wovon Programme dann ausgehen</translation>
    </message>
    <message>
      <source>Worn</source>
      <translation>Abgenutzt</translation>
    </message>
    <message>
      <source>Write text</source>
      <translation>Text schreiben</translation>
    </message>
    <message>
      <source>Write the way along the chosen kept points as numbered PNG files</source>
      <translation>Den Weg entlang der gewählten behaltenen Punkte als nummerierte PNG-Dateien schreiben</translation>
    </message>
    <message>
      <source>Yellow label</source>
      <translation>Gelbe Markierung</translation>
    </message>
    <message>
      <source>Yellows</source>
      <translation>Gelbtöne</translation>
    </message>
    <message>
      <source>Yellows: hue</source>
      <translation>Gelbtöne: Farbton</translation>
    </message>
    <message>
      <source>Yellows: lightness</source>
      <translation>Gelbtöne: Helligkeit</translation>
    </message>
    <message>
      <source>Yellows: saturation</source>
      <translation>Gelbtöne: Sättigung</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>Zoom</translation>
    </message>
    <message>
      <source>Zoom at the cursor</source>
      <translation>Am Zeiger zoomen</translation>
    </message>
    <message>
      <source>Zoom in</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>Zoom out</source>
      <translation>Verkleinern</translation>
    </message>
    <message>
      <source>[  ]  or Alt + wheel</source>
      <translation>[  ]  oder Alt + Rad</translation>
    </message>
    <message>
      <source>a picture of its own, or this one: all layers are resized and the result lies on top</source>
      <translation>ein eigenes Bild oder dieses: alle Ebenen werden mitvergrößert, und das Ergebnis liegt obenauf</translation>
    </message>
    <message>
      <source>auto decides by itself how much a click means: a part, the thing or its group</source>
      <translation>„Automatisch“ entscheidet selbst, wie viel ein Klick meint: einen Teil, das Ding oder seine Gruppe</translation>
    </message>
    <message>
      <source>auto lets a learned model guide sharp patches; patch uses only your picture; learned uses only the model</source>
      <translation>„Automatisch“ lässt ein gelerntes Modell scharfe Flicken leiten; „Flicken“ nimmt nur Ihr Bild; „Gelernt“ nur das Modell</translation>
    </message>
    <message>
      <source>best looks best; draft is several times faster; live is a sketch while you paint</source>
      <translation>beste sieht am besten aus; Entwurf ist mehrfach schneller; live ist eine Skizze, während Sie malen</translation>
    </message>
    <message>
      <source>clean keeps all that is there; worn takes noise and marks of JPEG for damage</source>
      <translation>„Sauber“ behält alles, was da ist; „Abgenutzt“ hält Rauschen und JPEG-Spuren für Schäden</translation>
    </message>
    <message>
      <source>clipped to the layer below</source>
      <translation>auf die Ebene darunter beschnitten</translation>
    </message>
    <message>
      <source>curves are closed Bézier paths that can be dragged; masks are soft shapes of one formula each, which end as paths, too</source>
      <translation>Kurven sind geschlossene Bézierpfade, die sich ziehen lassen; Masken sind Formen aus je einer Formel, die ebenfalls als Pfade enden</translation>
    </message>
    <message>
      <source>draft is several times faster, best looks better</source>
      <translation>„Entwurf“ ist mehrmals schneller, „Beste“ sieht besser aus</translation>
    </message>
    <message>
      <source>exemplar puts the photograph together from real pieces of your references</source>
      <translation>Vorlage setzt das Foto aus echten Stücken Ihrer Referenzen zusammen</translation>
    </message>
    <message>
      <source>fast takes seconds; optimised paints slowly and most faithfully while you watch; learned uses a style that was learned before</source>
      <translation>„Schnell“ braucht Sekunden; „Optimiert“ malt langsam und am treuesten, während Sie zusehen; „Gelernt“ nimmt einen vorher gelernten Stil</translation>
    </message>
    <message>
      <source>fast takes seconds; optimised paints slowly and most faithfully while you watch; learned uses a style that was learned before; learn makes one of the first style in minutes, to be used on any picture</source>
      <translation>„Schnell“ braucht Sekunden; „Optimiert“ malt langsam und am treuesten, während man zusieht; „Gelernt“ benutzt einen Stil, der vorher gelernt wurde; „Lernen“ macht in Minuten einen aus dem ersten Stil, der dann für jedes Bild taugt</translation>
    </message>
    <message>
      <source>flat gives each shape one colour, gradient lets it change along a line</source>
      <translation>„Flächig“ gibt jeder Form eine Farbe, „Verlauf“ lässt sie sich entlang einer Linie ändern</translation>
    </message>
    <message>
      <source>hidden</source>
      <translation>verborgen</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>gesperrt</translation>
    </message>
    <message>
      <source>luminance keeps the picture's colours exactly and paints light and dark alone; histogram gives the style the picture's palette first</source>
      <translation>„Luminanz“ behält die Farben des Bildes genau und malt nur Hell und Dunkel; „Histogramm“ gibt dem Stil zuerst die Palette des Bildes</translation>
    </message>
    <message>
      <source>patch puts pieces together and is quick; gram lets new texture grow out of noise, which takes minutes and repeats nothing</source>
      <translation>„Flicken“ setzt Stücke zusammen und ist schnell; „Gram“ lässt neue Textur aus Rauschen wachsen, was Minuten dauert und nichts wiederholt</translation>
    </message>
    <message>
      <source>pixels locked</source>
      <translation>Pixel gesperrt</translation>
    </message>
    <message>
      <source>portrait finds people, hair included; anything finds whatever stands out</source>
      <translation>„Porträt“ findet Menschen samt Haar; „Alles“ findet, was hervorsticht</translation>
    </message>
    <message>
      <source>position locked</source>
      <translation>Position gesperrt</translation>
    </message>
    <message>
      <source>resets</source>
      <translation>setzt zurück</translation>
    </message>
    <message>
      <source>round</source>
      <translation>rund</translation>
    </message>
    <message>
      <source>sRGB</source>
      <translation>sRGB</translation>
    </message>
    <message>
      <source>shown</source>
      <translation>sichtbar</translation>
    </message>
    <message>
      <source>square</source>
      <translation>eckig</translation>
    </message>
    <message>
      <source>swaps them</source>
      <translation>tauscht sie</translation>
    </message>
    <message>
      <source>transparency locked</source>
      <translation>Transparenz gesperrt</translation>
    </message>
    <message>
      <source>with a mask</source>
      <translation>mit einer Maske</translation>
    </message>
    <message>
      <source>with its mask set aside</source>
      <translation>mit abgeschalteter Maske</translation>
    </message>
    <message>
      <source>{count} done</source>
      <translation>{count} erledigt</translation>
    </message>
    <message>
      <source>{count} layers are enough</source>
      <translation>{count} Ebenen genügen</translation>
    </message>
    <message>
      <source>{count} running</source>
      <translation>{count} laufen</translation>
    </message>
    <message>
      <source>{count} waiting</source>
      <translation>{count} warten</translation>
    </message>
    <message>
      <source>{key} belongs to “{action}”, which would lose it.</source>
      <translation>{key} gehört zu „{action}“, das die Taste verlöre.</translation>
    </message>
    <message>
      <source>{key} is free.</source>
      <translation>{key} ist frei.</translation>
    </message>
    <message>
      <source>{low} to {high}; double-click resets.</source>
      <translation>{low} bis {high}; Doppelklick setzt zurück.</translation>
    </message>
    <message>
      <source>{name} · paint on it, or add an adjustment above it:</source>
      <translation>{name} · darauf malen oder darüber eine Anpassung einfügen:</translation>
    </message>
    <message>
      <source>{name}: press to choose it, Ctrl+click to mix</source>
      <translation>{name}: Klick wählt, Strg+Klick mischt</translation>
    </message>
    <message>
      <source>{name}: press to choose it, Ctrl+click to mix, drag it onto a part</source>
      <translation>{name}: Drücken wählt ihn, Strg+Klick mischt ihn dazu, Ziehen gibt ihn einem Teil</translation>
    </message>
    <message>
      <source>{part}: {styles}</source>
      <translation>{part}: {styles}</translation>
    </message>
    <message>
      <source>{paths} paths, {pieces} pieces</source>
      <translation>{paths} Pfade, {pieces} Stücke</translation>
    </message>
    <message>
      <source>{used} of {most} MB</source>
      <translation>{used} von {most} MB</translation>
    </message>
    <message>
      <source>“Snapshot 1” is kept until the picture is closed.</source>
      <translation>„Schnappschuss 1“ bleibt, bis das Bild geschlossen wird.</translation>
    </message>
    <message>
      <source>Paint over what is not to be used; the right button brings it back.</source>
      <translation>Übermalen Sie, was nicht verwendet werden soll; die rechte Taste holt es zurück.</translation>
    </message>
    <message>
      <source>Nothing of the picture would be used: bring some of it back.</source>
      <translation>Vom Bild würde nichts verwendet: Holen Sie etwas davon zurück.</translation>
    </message>
  </context>
</TS>