"""The words of a language that say nothing about what a text is about; folded, as `significant_words` compares them."""

STOP_WORDS = {
    "en": """
        a about after all also an and any are as at be been being before but by can could did do does for from had has have
        he her his how i if in into is it its just may might more most no not now of on one or other our out over own per
        said say says she should so some such than that the their them then there these they this those through to too under
        up was we were what when where which while who whom whose why will with would you your
    """,
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderen anderer auch auf aus bei beim bereits bis bisher
        da dabei dadurch daher damit dann das dass dem den denen der deren des dessen die dies diese diesem diesen dieser
        dieses doch dort du durch ein eine einem einen einer eines er es etwas euch für gegen habe haben hat hatte hatten hier
        hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ins ist ja jede jedem jeden jeder jedes jetzt kann
        kein keine keinem keinen keiner können konnte machen man mehr mit muss müssen nach nicht nichts noch nun nur ob oder
        ohne sagt sagte sagten schon sehr sei seien sein seine seinem seinen seiner seit selbst sich sie sind so soll sollen
        sollte sondern sowie über um und uns unser unsere unter viel vom von vor war waren was weil weiter wenn wer werde
        werden wie wieder will wir wird wo wurde wurden würde zu zum zur zwar zwischen
    """,
    "fr": """
        à afin ai ainsi alors après au aucun aussi autre autres aux avait avaient avant avec avoir ayant c ce ceci cela celle
        celles celui ces cet cette ceux chaque chez comme contre d dans de déjà depuis des deux dit dont donc du elle elles en
        encore entre est et étaient était été être eu eux fait font il ils j je jusqu l la le les leur leurs lors lui m ma
        mais me même mes moins mon n ne ni non nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi
        près qu quand que quel quelle quelles quels qui s sa sans se selon sera seront ses si soit son sont sous sur t ta te
        tous tout toute toutes très tu un une vers vos votre vous y
    """,
    "es": """
        a al algo algunas algunos ante antes aquel aquella así aún aunque cada como con contra cual cuando de del desde
        después donde dos dijo e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este
        esto estos fue fueron ha había habían haber han hasta hay la las le les lo los más me mi mientras mis muy nada ni no
        nos o os otra otras otro otros para pero poco por porque puede que qué quien quién se sea según ser será si sí sin
        sobre solo sólo son su sus también tan tanto te tiene tienen toda todas todo todos tras un una uno unos unas y ya
    """,
}
