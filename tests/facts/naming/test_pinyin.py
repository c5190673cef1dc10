"""Chinese names in Latin letters."""

import os
import subprocess
import sys

from earmark.facts.naming.pinyin import romanised
from earmark.facts.spelling import read


def test_generic_words_are_translated_and_the_rest_is_spelt():
    assert romanised(read("北京海康威视科技有限公司").words) == [
        "beijing",
        *("hai", "kang", "wei", "shi"),
        "technology",
    ]
    assert romanised(read("高奇").words) == ["gao", "qi"]


def test_traditional_characters_are_spelt_like_simplified_ones():
    assert romanised(read("華為技術").words) == romanised(read("华为技术").words)


def test_the_library_is_loaded_for_chinese_names_only_and_leaves_no_trace():
    code = (
        "import os, sys\n"
        "from earmark.facts.names import Named, NameIndex\n"
        "index = NameIndex.build([Named('Gao Qi', 'one')])\n"
        "index.find('Gao Xi')\n"
        "assert 'pypinyin' not in sys.modules\n"
        "assert index.find('高奇')[0].owner == 'one'\n"
        "assert 'pypinyin' in sys.modules\n"
        "assert 'numpy' not in sys.modules\n"
        "assert 'PYPINYIN_NO_PHRASES' not in os.environ"
    )
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
