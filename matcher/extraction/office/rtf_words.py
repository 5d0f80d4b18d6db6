r"""List the control words of RTF 1.9.1 by what a group that begins with one shows.

A group that begins with a word of no list is not shown: destinations of one program are skipped by the others.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["DESTINATIONS", "MARGINS", "SILENT", "begins_text", "is_destination"]

SILENT: Final = frozenset(
    {
        "pict", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable",
        "listoverridetable", "revtbl", "rsidtbl", "mmathPr", "generator", "xmlnstbl", "filetbl", "operator",
        "creatim", "revtim", "printim", "bkmkstart", "bkmkend", "panose", "nonshppict",
        "pnseclvl", "private", "atnid", "atnauthor", "atndate",
        "atnref", "atrfstart", "atrfend", "passwordhash", "wgrffmtfilter", "ud", "upr", "ffname", "datafield",
        "formfield", "blipuid", "objclass", "objdata", "objname", "objalias", "objsect", "objtime", "hl", "hlsrc",
        "hlfr", "picprop", "listpicture", "expandedcolortbl",
        "cellInsertion",
    }
)  # fmt: skip
"""Destinations without text to be shown, which honest files fill with names, numbers and data."""

MARGINS: Final = {"header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
                  "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer"}  # fmt: skip

DESTINATIONS: Final = frozenset(
    {"stylesheet", "fonttbl", "colortbl", "info", "footnote", "annotation", "shptxt", "field", "fldrslt", "background",
     "shppict",
     "shp", "shpinst", "shpgrp", "sp", "sn", "sv", "do", "dptxbxtext", "object", "result", "docvar", "fldinst",
     *MARGINS}
)  # fmt: skip
"""Destinations that the reader follows."""

_OTHERS: Final = frozenset(
    "listtext pntext shprslt "
    "aftncn aftnsep aftnsepc annotprop atnicn atnparent atntime author background bkmkcolf bkmkcoll buptim "
    "category cchs colorschememapping comment company datafield dgmargin do doccomm docvar dptxbxtext ebcend ebcstart "
    "factoidname fchars ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffl ffname ffstattext file fldtype "
    "fname fontemb fontfile formfield ftncn ftnsep ftnsepc g gridtbl hlinkbase htmltag hsv keycode keywords lchars "
    "levelnumbers leveltext lfolevel linkval list listlevel listname listoverride liststylename lsdlockedexcept "
    "macc maccPr mailmerge manager margPr mbar mbarPr mbaseJc mbegChr mborderBox mborderBoxPr mbox mboxPr mchr mcount "
    "mctrlPr md mdeg mdegHide mden mdiff mdPr me mendChr meqArr meqArrPr mf mfName mfPr mfunc mfuncPr mgroupChr "
    "mgroupChrPr mgrow mhideBot mhideLeft mhideRight mhideTop mhtmltag mlim mlimloc mlimlow mlimlowPr mlimupp "
    "mlimuppPr mm mmaddfieldname mmath mmathPict mmathPr mmaxdist mmc mmcJc mmconnectstr mmconnectstrdata mmcPr mmcs "
    "mmdatasource mmheadersource mmmailsubject mmodso mmodsofilter mmodsofldmpdata mmodsomappedname mmodsoname "
    "mmodsorecipdata mmodsosort mmodsosrc mmodsotable mmodsoudl mmodsoudldata mmodsouniquetag mmPr mmquery mmr mnary "
    "mnaryPr mnoBreak mnum mobjDist moMath moMathPara moMathParaPr mopEmu mphant mphantPr mplcHide mpos mr mrad "
    "mradPr mrPr msepChr mshow mshp msPre msPrePr msSub msSubPr msSubSup msSubSupPr msSup msSupPr mstrikeBLTR "
    "mstrikeH mstrikeTLBR mstrikeV msub msubHide msup msupHide mtransp mtype mvertJc mvfmf mvfml mvtof mvtol "
    "mzeroAsc mzeroDesc mzeroWid nesttableprops nextfile nonesttables oldcprops oldpprops oldsprops oldtprops "
    "oleclsid operator panose password passwordhash pgp pgptbl pnseclvl pntxta pntxtb private propname "
    "protend protstart protusertbl pxe revtbl rsidtbl rxe shpgrp sscatter staticval stylesheet subject "
    "svb tc tcn template themedata title txe ud upr userprops wgrffmtfilter windowcaption writereservation "
    "writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen zxe".split()
)
_MATHS: Final = frozenset(
    "mmath moMath moMathPara mr mf mnum mden me md mrad mdeg mnary msub msup msSub msSup msSubSup msPre mfunc mfName "
    "mlimLow mlimUpp mlim mm mmr mbox mborderBox mbar macc mgroupChr meqArr".split()
)
"""Destinations of formulas that show their text."""

_TEXT: Final = re.compile(
    # letters
    r"(?:a?(?:b|i|ul\w*|strike\w*|caps|scaps|outl|shad|embo|impr|cf|cb|f|fs|lang|up|dn|expnd|expndtw|rtlch|ltrch))"
    r"|plain|v|webhidden|striked|strikedl|super|sub|nosupersub|highlight|chcbpat|chcfpat|chshdng|chbgbdiag|kerning"
    r"|charscalex|charrsid|insrsid|delrsid|rtlch|ltrch|loch|hich|dbch|fcs|cs|cchs|noproof|lang(?:fe|np|fenp)?|deleted"
    r"|revised|revauth|revdttm|revauthdel|revdttmdel|crauth|crdate|mvf|mvt|mvauth|mvdate|acccomma|accnone|acccircle"
    r"|accdot|accunderdot|animtext|cgrid|gridspc|no|nosectexpand|horzvert|twoinone|spv|ulc|chbrdr|brdr\w*|langnp"
    # special characters
    r"|u|uc|tab|line|lbr|page|column|softline|softpage|softcol|softlheight|emdash|endash|emspace|enspace|qmspace"
    r"|bullet|lquote|rquote|ldblquote|rdblquote|zw(?:j|nj|bo|nbo)|ltrmark|rtlmark|chdate|chdpl|chdpa|chtime|chpgn"
    r"|sectnum|chftn|chatn|chftnsep|chftnsepc"
    # paragraphs
    r"|par|pard|s|ts|q[lrcjdtk]|qk\d?|[lr]in?|fi|cu\w+|sa|sb|sa?auto|sbauto|saauto|sl|slmult|lisa|lisb|level|keep|keepn"
    r"|outlinelevel|itap|ilvl|ls|pnlvl\w*|pnrnot|intbl|pagebb|noline|nowidctlpar|widctlpar|widctl|hyph\w*|aspalpha|aspnum"
    r"|faauto|fa\w+|adjustright|contextualspace|tx|tb|t[qlrcd]\w*|tl\w+|cbpat|cfpat|shading|bg\w+|pararsid|rsid\w*"
    r"|ltrpar|rtlpar|wrapdefault|nowrap|nocwrap|nooverflow|nosnaplinegrid|toplinepunct|indmirror|subdocument"
    r"|box|jclisttab|fittext|linkself|hres|abs[wh]|absnoovrlp|pos\w+|ph\w+|pv\w+|dx\w+|dy\w+|dropcap\w+|frm\w+|wraparound|wraptight|wrapthrough|yts"
    # tables
    r"|cell|row|nestcell|nestrow|tr\w+|cl\w+|tbl\w+|irow\w*|irowband|lastrow|row"
    # sections and documents
    r"|sect\w*|adeff|adeflang|stshf\w+|themelang\w*|abi\w+|sbk\w+|pgn\w+|pg[wh]sxn|marg\w+|mgl\w*|guttersxn|gutter\w*|col\w{1,2}|cols|linebetcol|header[y]|footer[y]"
    r"|headery|footery|titlepg|facingp|landscape|lndscpsxn|paper[wh]|psz|deftab|deff\w*|deflang\w*|ansi|ansicpg|mac|pc"
    r"|pca|rtf|viewkind|viewscale|viewzk|viewbksp|vern|vert\w+|ftn\w{2,9}|aftn\w{2,9}|endnhere|line\w+|stextflow|sftn\w*"
    r"|saftn\w*|widowctrl|formshade|nolnhtadjtbl|cocoa\w+|fromtext|fromhtml|htmlrtf|fet|noqfpromote|dgh\w+|dgv\w+"
)


def is_destination(word: str) -> bool:
    """Return whether a word names a destination, wherever in a group it stands.

    >>> is_destination("ftncn"), is_destination("ftnbj")
    (True, False)
    """
    return word in _OTHERS or word in SILENT


def begins_text(word: str) -> bool:
    """Return whether a group that begins with that word shows its text.

    >>> [begins_text(word) for word in ("b", "cf", "loch", "ebcstart", "zzz")]
    [True, True, True, False, False]
    """
    return word in _MATHS or (not is_destination(word) and _TEXT.fullmatch(word) is not None)
