<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Pentimento</name>
    <message>
      <source>0 keeps the edge as soft as the picture shows it, 1 makes it hard</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>0 takes every core; comes with the next start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>16 bit keeps the finest steps of colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>16 bits for each channel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>8 bits for each channel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A layer of a tile over and over</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A layer of colours that run into one another</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A layer of one colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A layer of words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A picture keeps at least one layer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A press takes the uppermost layer that shows under the pointer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A stroke that comes back to where it began also covers what it goes around</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About this result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Action</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Actions and their keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Active layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a saved selection…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add pictures…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add references</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Adjust</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Aligned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All visible</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Angle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Another number gives another variation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Assign colour profile…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Auto</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Auto takes the fastest; comes with the next start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Background</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Begin with what is the end otherwise</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bend tone and colour by points</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Best</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bicubic</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bilinear</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Black and white</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Black and white in hand</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Black and white…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Blend mode</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Blue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boats</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Border…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bottom</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brightness and contrast</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brightness and contrast…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bristle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush green where the new pixels may come from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush over something first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush over what should go.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Burn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>By place on the keyboard</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Canvas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Canvas size…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Chalk</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change keys…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Changed by you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Charcoal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a fill, text or live layer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose an action first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose an action to give it another key.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Clean</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Clear</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Clockwise</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Clone stamp</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close loops</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close this notice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close {dock}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour burn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour dodge</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour fill</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour match</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour picker</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour range</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colours dock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colours in the hand</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Combine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Comes with the next start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Commands</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Compare with a split</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Contiguous</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Convert to colour profile…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Convert to sRGB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copied</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy details</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy from the active layer, or from all that is seen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy selection to a new layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy visible</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the seam</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Crisp edge</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Crisper edges (unsharp mask)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Crop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Crop to selection</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Curves</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Curves…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut selection to a new layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darken</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darker colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete a saved selection…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete the rest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Depth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Desaturate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Deselect</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Device and threads come with the next start, memory at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Device for generators</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Diameter of the brush in pixels of the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Diameter of the brush in pixels of the picture ([ and ])</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Difference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dissolve</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dither</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Divide</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Docks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dodge</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dodge and burn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dodge makes lighter, burn darker; Alt does the opposite</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Downwards</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draft</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag to move about; the wheel zooms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop a picture here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop it; the mask stays (Esc)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop pictures here to have them at hand: press one to take its colour.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop the result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Duplicate layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>EXIF, XMP and resolution of the photograph</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Earlier picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Earlier variation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Earlier variation (←)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ellipse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Embed the colour profile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Erase</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Eraser</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Even</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every 128 pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every 16 pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every 256 pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every 32 pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every 64 pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every 8 pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every stroke goes on with the same distance; else each begins at the source again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exclusion</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Expand</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Expand and fill</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export mask…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exposure</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exposure…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Factor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feather</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feather…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fewer tones, like a screen print</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill transparent pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill with the background colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill with the foreground colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find a command…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find an action or a key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Firm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fit in the window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flip horizontally</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flip layer horizontally</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flip layer vertically</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flip vertically</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For layouts such as Dvorak: a key means where it is, not its sign</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For the web; otherwise the colours stay as they are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Foreground</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Foreground and background</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Foreground over background; press to choose</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Foreground {front}, background {back}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Form</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Format</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free, with the ratio of width to height, or with exactly this width and height</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fuzziness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>GIMP</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gaussian blur</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gaussian blur…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Generate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Generate dock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Getting ready</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the picture more room; the new part is filled from what is there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gradient</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gradient fill</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Green</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grey by how much each colour counts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grid spacing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Groups, masks and blend modes, for Photoshop and Krita</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grow by colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grow…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Guides</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hand</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hard light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hard mix</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Harder brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hardness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Healing brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Height</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Height of the tip over its width</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Height; below 0 mirrors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Help</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hex</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Higher looks better and is larger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Highlights</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>History</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>History dock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hold \</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hold for {count} more</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hold to see before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hold to see before ( \ )</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far colours may be; the selection fades over the outer half. Also changes the last pick</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far dabs lie apart; 1 is what suits the tip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far one stroke goes, however often it crosses itself (I and O)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far the fill follows the colours around it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far the tip is turned clockwise</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far upright lines lean</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How laying the pen down makes the brush larger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How long the finger keeps what it picked up (I and O)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many times wider and higher the picture becomes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How much a click means: a part, the thing, or the group it belongs to</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How much of the opacity one dab puts down; less builds up slowly</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How much red, green, blue or alpha may differ, in steps of 8 bits</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How pressing the pen harder lets more paint flow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How pressing the pen harder makes the brush larger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How pressing the pen harder makes the stroke stronger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How sharp the rim of the brush is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How sharp the rim of the brush is (Shift+[ and Shift+])</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How sharp the rim of the finger is (Shift+[ and Shift+])</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How strong one stroke gets, however often it crosses itself</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How strong one stroke gets, however often it crosses itself (I and O)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How strong the fill is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How strong the gradient is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the colours lie around the line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the layer mixes with what lies below it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the sides are to each other</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue and saturation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue and saturation…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue, saturation, value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue; arrow keys step</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image size…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import mask…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interface</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Intersect</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Invert</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Invert selection</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It is the lowest layer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It is the top layer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Jitter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep as live layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep date, camera and place</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep it as a new layer with its mask (Enter)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep still</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep the result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep the result, drop it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keyboard shortcuts (F1)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keys as in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keys as in {set}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Krita</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ladybird</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lanczos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lanczos is the sharpest; nearest keeps hard pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Language</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Larger brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lasso</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layer down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layer up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layers dock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layer’s alpha</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Learned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left button</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Less opacity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Levels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Levels…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Light or dark theme</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lighten</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lighter colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lighter or darker, flatter or crisper</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Linear</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Linear burn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Linear dodge (add)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Linear light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lines that divide the frame in three</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Load selection…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lock the guides</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Log</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look at</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look at all that is seen, or at the active layer alone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Luminosity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Magic wand</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mask</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mask brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mask eraser</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mask from the selection</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measure</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Memory for undo, each picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Memory for what is shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Menu</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Method</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Midtones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mirror the view</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mixes steps of colour so that no bands are seen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More makes panning in large pictures smoother; changes at once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More opacity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More options</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More or less light, in stops</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Multiply</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Navigator</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Navigator dock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nearest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New adjustment layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New fill layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: black and white</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: brightness and contrast</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: curves</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: exposure</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: gaussian blur</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: gradient</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: hue and saturation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: invert</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: levels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: pattern</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: posterise</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: sharpen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: threshold</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New layer: white balance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New pixels above</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New pixels at the left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New pixels at the right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New pixels below</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New selection, add (Shift), subtract (Alt) or intersect (Shift+Alt)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New text layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next variation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next variation (→)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No panel takes a style yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No picture was opened yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No selection was saved yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Normal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing fades, marches or breathes; changes at once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is being looked for.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is running.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was changed here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was selected yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Object</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Off</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Off: what lies outside stays, out of sight</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Older steps go to disk beyond it; changes at once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>On the canvas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>On top of what the system asks for; comes with the next start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One pixel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only what is connected with the clicked pixel, not the whole picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Onto</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 10 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 100 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 20 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 30 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 40 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 50 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 60 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 70 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 80 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity 90 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a picture first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a task in the Generate panel first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open recent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the sample {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the sample “{name}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Or try a sample</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overlay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overview of the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PNG and TIFF lose nothing, PSD keeps the layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pages of the preferences</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paint a mask first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paint the source</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Palette</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Part</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paste</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paste as new picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Patch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pattern fill</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pentimento</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Performance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Person</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photos keep their colours, their 16 bits and their date.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photoshop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pick the layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Picture is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pin light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Poisson blend: takes the last step of colour out of the border</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Polygon</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Polygon lasso</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Posterise</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Posterise…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preferences</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preferences…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Press a key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Press the new key for “{action}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Press the one to mix; X swaps them, D is black and white</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pressing the pen harder makes the brush larger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pressing the pen harder makes the stroke stronger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pressure to flow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pressure to opacity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pressure to size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous versions kept by a save</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Progress of Expand</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Progress of Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Progress of Upscale</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Progress of the running job</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Properties</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Properties dock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pure black and white</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put the docks back in order</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quick mask</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Radial</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Range</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ratio</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Read again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recent colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rectangle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Red</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Red, green, blue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Redo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>References</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>References dock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reflected</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove all guides</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove background</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove background of a portrait</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the layer mask</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove, draft quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Repeat the last</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Replace</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reselect</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reset all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reset this page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Result is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reverse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Right button</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rotate by 180°</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rotate layer by 180°</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rotate layer left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rotate layer right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rotate left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rotate right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rotate…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Round</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Roundness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rulers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run a generator first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run after each stroke</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sample</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sample size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sampling</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saturate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saturation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saturation and value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saturation to the right, value upwards; arrow keys step</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save incremental version</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save selection…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scatter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Screen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scroll Left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scroll Right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search for a command</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>See before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select something first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set black, white and the middle by the histogram</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set of keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shadows</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shape</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sharpen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sharpen…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shear</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show or hide layer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the docks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the log…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the mask</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the panels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show {part}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shrink…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Similar colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size and language come with the next start, all else at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size of text and controls</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth edge</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smudge</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Snap</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Snap to guides</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Snap to layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Snap to the canvas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Snap to the grid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Soft</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Soft light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Soften the steps of the edge over one pixel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Softens the edge of what is drawn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Softer brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Softer, by a gaussian</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Space drag, middle drag</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Spacing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speckle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Steadiness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop (Esc)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop looking for it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop the running job</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Straighten</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Straighten the view</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Strength</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Strokes are written to the recovery journal every second, so that a crash costs at most the last of them. Nothing has to be set for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Style</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Subject</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Subtract</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Swap the colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Swap the colours (X)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Swap the colours, or mask brush and eraser</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>System</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take a brush in hand first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Takes the tremble out of the line; the line then follows a little later</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tear off {dock}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The clicked colour is the mean of this many pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The colour is the mean of this many pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The form of one dab</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The greys around the picture; changes at once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The height of a fixed frame, or the second number of the ratio</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The last session ended without warning. Your work is still here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The layer has no mask.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The negative</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The picture becomes larger and stays sharp; drag the line to compare.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The step of colour along the border; below 3 nobody sees it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The tip lies as the pen leans</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The tones that dodging and burning reach most</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The width of a fixed frame, or the first number of the ratio</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Theme</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no guides: drag one from a ruler.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no other picture open.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no result to look at.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to redo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>They stand beside the file and go when newer ones come</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thirds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threads for generators</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Three, six or twelve hexadecimal digits</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threshold</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threshold…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Throw another number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Throw another seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Throws dabs aside, by up to so many times the size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tilt to size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tilt turns the tip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>To</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>To the right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tolerance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tools</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tools beside it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Top</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Transform</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Transparent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Trim to content</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn into pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn the view left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn the view right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn, strengthen or lighten colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turns and shrinks each dab by chance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turns the frame; Ctrl and drag along something that should be level or upright</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Upscale</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Versions…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>View</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Vivid light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Walk the variations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Warmer or cooler light, or grey by a pick</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is poured</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the foreground colour turns into at the end</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the generator sees: the chosen layer alone, or the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What to make of the dropped pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What went wrong is written down here and stays on this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What would you like to do?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wheel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where the healed pixels go</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Which learned model auto and learned work with: an installed one, or a file of yours in the models folder; auto takes the first that is installed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>White balance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>White balance…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whole</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Widen the mask so that no rim of the object stays</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Width</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Width of the soft transition outside the mask</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Width; below 0 mirrors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Without key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Without one the picture is converted to sRGB, which is what programs then assume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Worn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom at the cursor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>[  ]  or Alt + wheel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a picture of its own, or this one: all layers are resized and the result lies on top</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>auto lets a learned model guide sharp patches; patch uses only your picture; learned uses only the model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>clean keeps all that is there; worn takes noise and marks of JPEG for damage</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>draft is several times faster, best looks better</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>resets</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>swaps them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} belongs to “{action}”, which would lose it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} is free.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{low} to {high}; double-click resets.</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>