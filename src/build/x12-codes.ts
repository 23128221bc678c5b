/**
 * Which code lists may be enforced, and the values the pack lacks. The pack's lists are of a release after 005010: a
 * value withdrawn since 004010 is not in them. A list is closed only where it was compared with the complete list of
 * 004010, value by value; every other list is open: its values are known ones, not all. Lists that others maintain
 * (currencies, countries, carriers, industry codes) are open by nature.
 */

/** Elements whose list is complete for 004010 and 005010 together. */
export const closedLists: ReadonlySet<string> = new Set(
  [
    '23 40 54 66 88 91 92 98 102 107 115 128 133 146 163 176 181 184 187 188 190 208 211 235 236 241 242 248 249',
    '271 283 284 286 290 291 292 293 295 305 306 309 331 333 334 335 336 344 345 349 353 355 363 365 366 368 371',
    '374 378 381 399 400 407 412 433 441 444 445 455 456 460 473 478 479 481 482 486 501 506 514 521 522 529 558',
    '559 563 566 569 571 587 591 594 595 604 623 625 626 627 639 640 641 648 653 654 656 659 662 665 668 669 670',
    '672 673 675 676 678 679 680 681 682 683 687 688 706 715 717 720 723 728 731 732 735 736 737 743 750 752 753',
    '755 756 759 771 783 786 792 797 808 812 844 846 847 848 849 850 853 854 883 889 890 891 892 893 897 934 935',
    '936 951 955 960 962 963 964 983 984 985 986 1004 1005 1019 1023 1025 1026 1030 1031 1042 1044 1045 1046 1047',
    '1048 1053 1054 1066 1067 1068 1073 1104 1106 1109 1122 1166 1179 1224 1232 1250 1280 1300 1309 1310 1322 1373',
    '1401 1511 1525 1570 1577 1609 1650 1651 1652 1658 1685',
  ]
    .join(' ')
    .split(' '),
);

/** Values of 004010 the pack does not have. */
export const addedCodes: Record<string, string> = {
  '66': '5 8 14 18',
  '98': 'ES H8 OK RE VZ',
  '128': 'H4 I8 KF Y7',
  '235': 'IV NC OA OB OC OD U2 UA UB UD UE UG UH UI UN',
  '335': 'CAF',
  '355': '4H KS',
  '374': '929',
  '455': 'T X',
  '479': 'CG FH GB II IP SG TC TS',
  '522': 'IX TN X7',
  '559': 'AI',
  '640': '29',
  '673': '3U FR',
  '704': '1 2 3 4 5 6 CH CO DM NT ON OR PV SG',
  '755': 'UT',
  '812': 'CTP',
  '1004': '61 63 64',
  '1270': '2 6 9 AP NL RF RR SM UP',
  '1300': 'CTLT D860',
  '1651': 'NA NS',
};
