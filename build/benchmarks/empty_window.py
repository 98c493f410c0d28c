"""The baseline of the cold start: a Qt window with four empty tabs, shown, painted and closed again."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget


def main() -> int:
    """Show the window until it is painted; return the exit code."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    tabs = QTabWidget()
    for title in ("一", "二", "三", "四"):
        tabs.addTab(QWidget(), title)
    window.setCentralWidget(tabs)
    window.resize(1200, 800)
    window.show()
    while not window.windowHandle().isExposed():
        application.processEvents()
    print("shown", flush=True)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
